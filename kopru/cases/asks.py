"""What somebody asks, before it is a case: the one form in which every way in hands it over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from kopru.cases.intake import cleaning
from kopru.cases.models import Channel, Kind, Matter
from kopru.directory.models import Outlet, Person, Unit


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that came with it; `warning` says why nobody should open it."""

    name: str
    content_type: str
    content: bytes
    warning: str = ""

    def __post_init__(self) -> None:
        """Let its name stand on one line: it leaves in the header of a mail."""
        object.__setattr__(self, "name", cleaning.line(self.name))


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as they gave it: addresses are checked by `opening`, a wrong one is kept as written and never used."""

    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    person: Person | None = None
    outlet: Outlet | None = None
    unit: Unit | None = None
    hides_identity: bool = False
    wants_answer: bool = True

    def __post_init__(self) -> None:
        """Let the name stand on one line, as above."""
        object.__setattr__(self, "name", cleaning.line(self.name))


@dataclass(frozen=True, slots=True)
class Ask:
    """One ask; `legal_class` "" is what the type usually is, `received_at` the moment the law counts from."""

    subject: str
    text: str
    received_at: datetime
    asker: Asker = Asker()
    kind: str = Kind.REQUEST
    channel: str = Channel.EMAIL
    legal_class: str = ""
    matter: Matter | None = None
    language: str = "tr"
    is_for_mayor: bool = False
    outside_number: str = ""
    place: str = ""
    position: tuple[Decimal, Decimal] | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    files: Sequence[Attached] = ()
    #: False where the receipt is given by other means, or where an answer would make a loop
    sends_receipt: bool = True
    #: when the one who asks needs it (media, shoots); None is the clock of the legal class
    wanted_by: datetime | None = None
    wished_on: date | None = None
    #: what a form was given out under: sent twice, it makes one case
    ticket: str = ""

    def __post_init__(self) -> None:
        """Let the subject stand on one line, as above, and take out of the rest what no database holds."""
        object.__setattr__(self, "subject", cleaning.line(self.subject))
        for name in ("text", "place", "outside_number"):
            object.__setattr__(self, name, cleaning.text(getattr(self, name)))
        object.__setattr__(self, "details", {name: cleaning.text(said) for name, said in self.details.items()})
