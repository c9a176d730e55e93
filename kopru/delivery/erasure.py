"""A letter to one person forgets its person: words and address go, states, counts and times stay (KVKK 6698 art. 7)."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Final

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from kopru.delivery.bounces import kept_at
from kopru.delivery.channels import outbox
from kopru.delivery.models import CLOSED, Attachment, Bounce, Dispatch, Recipient

#: More than one recipient is a list; what was said to all of them is nobody's personal data.
_ONE: Final = 1


class StillLeaving(Exception):
    """The letter has not ended: what waits in the ledger needs its address."""


@transaction.atomic
def erase(dispatch: Dispatch) -> bool:
    """Take words, address, files and the outbox' copy out of a letter to one and its tests; return whether it was one.

    The bytes go when the transaction commits. The fingerprint stays: it proves that something was sent.

    :raises StillLeaving: if it, or a test of it, may still leave
    """
    if dispatch.count > _ONE:
        return False
    letters = [dispatch, *dispatch.tests.all()]
    for letter in letters:
        if letter.state not in CLOSED:
            raise StillLeaving(str(letter.pk))
    for letter in letters:
        _forget(letter)
    return True


def _forget(dispatch: Dispatch) -> None:
    rows = list(Recipient.objects.filter(dispatch=dispatch))
    files = [outbox.path_of(dispatch.pk, row.pk) for row in rows]
    bounces = list(Bounce.objects.filter(recipient__in=rows))
    files += [kept_at(bounce.sha256) for bounce in bounces]
    Bounce.objects.filter(pk__in=[bounce.pk for bounce in bounces]).update(key="", reason="")
    for row in rows:
        row.address, row.key, row.name, row.greeting, row.fields = "", f"erased:{row.pk}", "", "", {}
        row.reason, row.provider_id, row.contact_point = "", "", None
        row.save()
    _forget_attachments(dispatch)
    words = _("(personal data erased)")
    Dispatch.objects.filter(pk=dispatch.pk).update(subject=words, text="", html="", headers={}, state_reason="")
    kind = ContentType.objects.get_for_model(Dispatch)
    entries = ModelLogEntry.objects.filter(content_type=kind, object_id=str(dispatch.pk))
    entries.update(label=words, data={})
    transaction.on_commit(lambda: _unlink(files))


def _forget_attachments(dispatch: Dispatch) -> None:
    """Forget the files; bytes that another letter shares stay until that one is erased."""
    held = list(dispatch.attachments.all())
    Attachment.objects.filter(dispatch=dispatch).update(name=_("(erased)"), file="")
    for file in held:
        if file.file.name and not Attachment.objects.filter(file=file.file.name).exists():
            transaction.on_commit(partial(file.file.storage.delete, file.file.name))


def _unlink(files: Iterable[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)
