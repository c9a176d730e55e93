"""One verb on the desk."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from kopru.cases.forms.asking import DeedForm
from kopru.cases.models import Answer, Case, Referral
from kopru.cases.showing.states import Words

Thing = Case | Referral | Answer
#: The same words of the same person within this time are a second press of the button.
MOMENT: Final = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Deed:
    """One verb: its word in the address, who may do it, what is asked first, and what is said when it is done."""

    name: str
    label: Words
    may: Callable[[Any, Any], bool]
    #: (thing, form, by=, at=)
    do: Callable[..., Any]
    done: Words
    form: type[DeedForm] = DeedForm
    about: type[Case] | type[Referral] | type[Answer] = Case
    explains: Words = ""
    #: "main" stands first, "" beside it, "more" in the folded part, "grave" there too and is not undone
    weight: str = "more"
    icon: str = ""
    #: does it without asking, when nothing must be known
    asks: bool = True
    #: (thing, form, by=, at=): tells whether exactly this was done a moment ago, by a second press of the button
    twin: Callable[..., bool] | None = None
    letter: str = ""
    template: str = "cases/desk/deed_form.html"

    def is_about(self, thing: Thing) -> bool:
        """Tell whether it is done with such a thing."""
        return isinstance(thing, self.about)
