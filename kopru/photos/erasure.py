"""What the photo archive holds about a person, as words, as a file, and its end (KVKK 6698 art. 7 and 11)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from kopru.core.models import User
from kopru.directory.erasure import every_row
from kopru.directory.models import Person
from kopru.photos.models import Depiction
from kopru.search import index


def describe(person: Person) -> list[str]:
    """Say in sentences in how many photos `person` is named."""
    count = Depiction.objects.filter(person__in=every_row(person)).count()
    if not count:
        return []
    return [ngettext("named in %(count)d photo", "named in %(count)d photos", count) % {"count": count}]


def export(person: Person) -> dict[str, Any]:
    """Return every statement of `person` about photos, ready for JSON."""
    rows = Depiction.objects.filter(person__in=every_row(person))
    return {"photos": list(rows.values("photo__title", "who", "is_minor", "consent", "consent_on", "note"))}


@transaction.atomic
def erase(person: Person, *, by: User, at: datetime) -> None:
    """Forget the name in every photo; that somebody in it said no stays, or the photo would be shown again."""
    for depiction in Depiction.objects.filter(person__in=every_row(person)).select_related("photo"):
        if depiction.form:
            _forget(depiction.form)
        depiction.person, depiction.who, depiction.note, depiction.form = None, _("Name erased"), "", ""
        depiction.save()
        index.put(depiction.photo)
        data = {"depiction": depiction.pk}
        log(instance=depiction.photo, action="photos.erase", user=by, data=data, timestamp=at)


def _forget(file: Any) -> None:
    storage, name = file.storage, file.name
    transaction.on_commit(lambda: storage.delete(name))
