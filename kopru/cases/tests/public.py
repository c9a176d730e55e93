"""Forms as people without an account fill them."""

from datetime import timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from kopru.cases import actions, sweeping
from kopru.cases.models import Case, Matter, Pack
from kopru.cases.public import guard
from kopru.cases.tests.factories import DAY, NOON, answer, case, deliver, user
from kopru.core.roles import Role

A_MINUTE = timedelta(minutes=1)
#: Thursday, 9.05 in Küçükkuyu
MORNING = NOON + 2 * DAY - timedelta(hours=3, minutes=55)


def ticket(*, age: timedelta = A_MINUTE) -> str:
    return guard.new_ticket(timezone.now() - age)


def filled(**fields: Any) -> dict[str, Any]:
    """Return a form as somebody fills it; None takes a field away."""
    given: dict[str, Any] = {
        "ticket": ticket(),
        "homepage": "",
        "kind": "report",
        "subject": "Yanmayan sokak lambası",
        "text": "Zeytin Sokak’taki direk üç gündür yanmıyor.",
        "place": "Zeytin Sokak 5",
        "name": "Işıl Çağlar",
        "email": "isil.caglar@example.org",
        **fields,
    }
    return {name: value for name, value in given.items() if value is not None}


def matter(name: str = "Aydınlatma", **fields: Any) -> Matter:
    given: dict[str, Any] = {
        "name": name,
        "name_en": "Street lighting",
        "slug": "aydinlatma",
        "asks_place": True,
        "fields": [
            {"name": "pole", "label": "Direk no.", "label_en": "Pole no.", "type": "text", "required": True},
            {"name": "since", "label": "Ne zamandan beri", "type": "date"},
        ],
        **fields,
    }
    return Matter.objects.create(**given)


def pack(of: Matter | None = None, **fields: Any) -> Pack:
    given: dict[str, Any] = {
        "title": "The Zeus Altar: opening hours",
        "language": "en",
        "text": "Open every day from 08.00 to 20.00.\n\nAdmission is free.",
        "matter": of or matter("Zeus Altarı", slug="zeus-altari", name_en="Zeus Altar", fields=[], is_public=False),
        "checked_on": timezone.localdate(),
        **fields,
    }
    return Pack.objects.create(**given)


def photo(name: str = "direk.jpg", *, kind: str = "JPEG") -> SimpleUploadedFile:
    """Return a photo that says inside where and with what it was taken."""
    image, made = Image.new("RGB", (320, 200), "olive"), BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Kameranın adı"
    exif.get_ifd(0x8825)[1] = "N"
    image.save(made, kind, exif=exif)
    return SimpleUploadedFile(name, made.getvalue(), "image/jpeg")


def answered() -> Case:
    """Return a case that ended with an answer which arrived."""
    of = case()
    words = answer(of, by=user(Role.CLERK), at=NOON)
    actions.submit_answer(words, by=words.drafted_by, at=NOON)
    actions.approve_answer(words, by=user(Role.HEAD), at=NOON)
    words.refresh_from_db()
    deliver(words.dispatch)
    sweeping.answers(NOON)
    of.refresh_from_db()
    return of
