"""The office's own target before somebody else's deadline: a working half-day earlier."""

from datetime import datetime, time, timedelta
from typing import Final

from django.utils import timezone

from kopru.turkish.deadlines.working_days import WorkCalendar

#: The hours of the municipality, law 657 art. 99–100; four of them are a half-day.
_SHIFTS: Final = ((time(13, 30), time(17, 30)), (time(8, 30), time(12, 30)))
_HALF_DAY: Final = timedelta(hours=4)
_FAR: Final = 60


def half_day_before(deadline: datetime, *, calendar: WorkCalendar) -> datetime:
    """Return the moment four working hours before `deadline`; the deadline itself where no working day is near."""
    deadline = timezone.localtime(deadline)
    left = _HALF_DAY
    for back in range(_FAR):
        day = deadline.date() - timedelta(days=back)
        seen = calendar.day(day)
        if seen.is_weekend or seen.is_full_holiday or seen.leave:
            continue
        for begins, ends in _SHIFTS[1:] if seen.is_half_day else _SHIFTS:
            start = timezone.make_aware(datetime.combine(day, begins))
            end = min(timezone.make_aware(datetime.combine(day, ends)), deadline)
            if end <= start:
                continue
            if end - start >= left:
                return end - left
            left -= end - start
    return deadline
