"""Whether a mail came before: the same bytes, or the same name and words from the same sender by another way."""

from collections.abc import Iterable, Sequence
from typing import Final

from django.db.models import Q

from kopru.cases.intake import keeping
from kopru.cases.intake.mail import reading
from kopru.cases.intake.mail.message import Message
from kopru.cases.models import Incoming, Outcome

#: Of the mails of one name, so many are compared.
_MOST: Final = 20

_Name = tuple[str, str, str]


class Known:
    """The mails taken in so far that some new ones may repeat; each that is decided meanwhile joins them."""

    def __init__(self, coming: Sequence[Incoming]) -> None:
        """Look for all that came before, in one question."""
        self._by_hash: dict[str, Incoming] = {}
        self._by_name: dict[_Name, list[Incoming]] = {}
        # The index knows only rows with a Message-ID, and SQLite uses it only where the question says so too.
        is_named = Q(message_id__in={one.message_id for one in coming}) & ~Q(message_id="")
        is_named &= Q(sender__in={one.sender for one in coming}, subject__in={one.subject for one in coming})
        is_same = Q(sha256__in={one.sha256 for one in coming}) | is_named
        alike = Incoming.objects.filter(is_same).exclude(outcome__in=("", Outcome.DUPLICATE))
        self._add(alike.exclude(pk__in=[one.pk for one in coming]).order_by("pk"))

    def before(self, incoming: Incoming, message: Message) -> Incoming | None:
        """Return the first mail that `incoming` repeats."""
        found = [self._by_hash[incoming.sha256]] if incoming.sha256 in self._by_hash else []
        if incoming.message_id:
            alike = self._by_name.get(_name(incoming), [])[:_MOST]
            found += [one for one in alike if one.sha256 == incoming.sha256 or _says_the_same(one, message)][:1]
        return min(found, key=lambda one: one.pk, default=None)

    def note(self, incoming: Incoming) -> None:
        """Remember a mail that was decided."""
        if incoming.outcome != Outcome.DUPLICATE:
            self._add([incoming])

    def _add(self, more: Iterable[Incoming]) -> None:
        for one in more:
            self._by_hash.setdefault(one.sha256, one)
            if one.message_id:
                self._by_name.setdefault(_name(one), []).append(one)


def _name(incoming: Incoming) -> _Name:
    return incoming.message_id, incoming.sender, incoming.subject


def _says_the_same(before: Incoming, message: Message) -> bool:
    """Tell whether a mail of the same name has the same words: some programs give every mail one name.

    On another way a footer may have been added.
    """
    try:
        said = reading.read(keeping.bytes_of(before)).text.strip()
    except OSError:  # forgotten by now
        return True
    text = message.text.strip()
    return said.startswith(text) if len(said) > len(text) else text.startswith(said)
