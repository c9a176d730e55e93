"""What a case says of itself in the one search: its number, subject and words; of a hidden person no name."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kopru.cases.models import Case
from kopru.cases.privacy import outward
from kopru.core.models import AnyUser
from kopru.core.roles import OFFICE, holds
from kopru.search.registry import Document, Kind


def document(case: Case) -> Document | None:
    """Return its words; an erased one keeps only number and type."""
    if case.erased_at is not None:
        return Document(title=case.label, text=case.label, at=case.received_at, url=page(case.pk))
    asker = [case.shown_name, case.email, case.phone] if not case.hides_identity else []
    text = outward.words(case, case.text)
    said = [case.label, *asker, case.outside_number, outward.words(case, case.place), text]
    return Document(
        title=outward.label(case),
        text="\n".join(part for part in said if part),
        at=case.received_at,
        url=page(case.pk),
        summary=text[:300],
    )


def page(case_id: int) -> str:
    """Return where the case stands on the desk."""
    return f"/masa/basvurular/{case_id}/"


def _sees_all(user: AnyUser, _at: datetime) -> bool:
    return holds(user, *OFFICE)


KIND = Kind("case", _("Case"), Case, document, icon="mail", open_to=_sees_all)
