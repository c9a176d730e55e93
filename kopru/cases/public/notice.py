"""The privacy notice on every form (KVKK, law 6698, art. 10): who, why, to whom, on what ground, which rights.

It only informs: no consent is asked for in it, nor anywhere on the forms (Aydınlatma Tebliği art. 5).
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kopru.cases.models import CaseRules
from kopru.core.models import Identity


@dataclass(frozen=True, slots=True)
class Notice:
    """A short form that is always read, and the whole in paragraphs."""

    short: str
    paragraphs: list[str]


def notice() -> Notice:
    """Return the notice in the language of the page; the office's own words where it has written them."""
    identity, own = Identity.load(), CaseRules.load()
    short = _("%(name)s uses what you write here only to answer you.") % {"name": identity.name}
    if own.privacy_notice.strip():
        return Notice(short, [part.strip() for part in own.privacy_notice.split("\n\n") if part.strip()])
    return Notice(
        short,
        [
            _("Data controller: %(name)s, %(address)s.")
            % {"name": identity.name, "address": ", ".join(identity.address.split("\n"))},
            _(
                "Purpose: to take down what you ask, to find out about it in the unit it concerns, and to answer you"
                " within the time of the law."
            ),
            _(
                "Legal grounds: laws no. 3071, 4982 and 5393 and our duty to answer; law no. 6698 art. 5/2 (a), (ç)"
                " and (e). Your consent is neither needed nor asked for."
            ),
            _(
                "To whom: the unit that can answer; another public authority where your application belongs to it."
                " Nothing goes abroad, and nobody else gets it."
            ),
            _("How: by this form, electronically. Personal data is erased %(years)s years after the case is closed.")
            % {"years": own.keep_years},
            _(
                "Your rights (law no. 6698 art. 11): to learn whether and how your data is used, to whom it was passed"
                " on, and to have it corrected or erased. Write to %(email)s or to the address above; the answer comes"
                " within 30 days."
            )
            % {"email": identity.email},
        ],
    )
