"""What the cases hold about a person, as words, as a file, and its end (KVKK 6698 art. 7 and 11)."""

import io
import json
import zipfile
from datetime import datetime
from typing import Any, Final

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kopru.cases import actions
from kopru.cases.models import Answer, Case, CaseFile, Message, Referral, Voice
from kopru.cases.models.cases import CaseQuerySet
from kopru.core.models import User
from kopru.directory.models import ContactPoint, Person

#: What the person may read of the conversation: nothing of units and notes, in which others speak.
_OWN: Final = (Voice.PERSON, Voice.OFFICE, Voice.RECEIPT, Voice.CALL)
_FIELDS: Final = (
    "name",
    "email",
    "phone",
    "address",
    "subject",
    "text",
    "details",
    "place",
    "latitude",
    "longitude",
    "outside_number",
    "channel",
    "kind",
    "legal_class",
    "state",
    "received_at",
    "closed_at",
    "closed_how",
    "closing_reason",
    "solved",
)


def cases_of(person: Person) -> CaseQuerySet:
    """Return the cases of `person`: those that name them, and those that came from one of their addresses."""
    ids = _ids(person)
    keys = list(ContactPoint.objects.filter(person__in=ids).exclude(key="").values_list("key", flat=True))
    return Case.objects.filter(Q(person__in=ids) | Q(email_key__in=keys) | Q(phone_key__in=keys)).filter(
        erased_at__isnull=True
    )


def describe(person: Person) -> list[str]:
    """Say in sentences how many cases `person` has; those in which they hide are not counted out loud."""
    shown = cases_of(person).filter(hides_identity=False)
    closed, under_way = shown.closed().count(), shown.open().count()
    said = []
    if closed:
        said.append(ngettext("%(count)d closed case", "%(count)d closed cases", closed) % {"count": closed})
    if under_way:
        words = ngettext(
            "%(count)d open case: it is kept until it has ended and its time is over",
            "%(count)d open cases: they are kept until they have ended and their time is over",
            under_way,
        )
        said.append(words % {"count": under_way})
    return said


def export(person: Person) -> dict[str, Any]:
    """Return everything the cases hold about `person`, ready for JSON; hidden cases are handed out to no clerk."""
    return {"cases": [record(case) for case in cases_of(person).filter(hides_identity=False).order_by("pk")]}


def record(case: Case) -> dict[str, Any]:
    """Return one case as its person may have it (KVKK art. 11): their data and words, ours to them, to whom it went."""
    messages = Message.objects.filter(case=case, voice__in=_OWN)
    return {
        "number": case.label,
        **{name: getattr(case, name) for name in _FIELDS},
        "messages": list(messages.values("voice", "channel", "at", "subject", "text")),
        "answers": list(
            Answer.objects.filter(case=case, sent_at__isnull=False).values(
                "kind", "outcome", "subject", "text", "sent_at", "delivered_at"
            )
        ),
        "passed_on_to": list(Referral.objects.filter(case=case).values("unit__name", "asked_at")),
        "files": [{"name": each.name, "sha256": each.sha256, "size": each.size} for each in _files(case)],
    }


def archive(person: Person) -> bytes:
    """Return a ZIP of all that is held: `veri.json` and every file that the person handed in or was sent."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        written = json.dumps(export(person), ensure_ascii=False, indent=2, cls=DjangoJSONEncoder)
        packed.writestr("veri.json", written)
        for case in cases_of(person).filter(hides_identity=False).order_by("pk"):
            for file in (each for each in _files(case) if not each.is_held):
                stored = file.redacted or file.file
                with stored.open("rb") as content:
                    name = file.name.replace("/", "_").replace("\\", "_").lstrip(".")
                    packed.writestr(f"{case.year}-{case.number}/{file.pk}-{name}", content.read())
    return made.getvalue()


def erase(person: Person, *, by: User, at: datetime) -> None:
    """Anonymise every closed case of `person`; an open one keeps what its answer needs, until its own time is over."""
    for case in cases_of(person).closed().order_by("pk"):
        try:
            actions.anonymise(case, by=by, at=at, reason=_("At the person's own wish (KVKK art. 7)."))
        except actions.Obstacle:  # its last letter is still under way: the nightly sweep comes again
            continue


def _files(case: Case) -> list[CaseFile]:
    own = Q(message__voice__in=(Voice.PERSON,)) | Q(answers__sent_at__isnull=False)
    return list(CaseFile.objects.filter(own, case=case).exclude(file="").distinct())


def _ids(person: Person) -> list[int]:
    """Return the row and every row merged into it, over several steps."""
    ids, new = [person.pk], [person.pk]
    while new:
        new = list(Person.objects.filter(merged_into__in=new).values_list("pk", flat=True))
        ids += new
    return ids
