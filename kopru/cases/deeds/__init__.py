"""The verbs as the desk offers them: who sees which button, what is asked first, and what is done."""

from collections.abc import Sequence

from kopru.cases.deeds.answering import ANSWERING, ON_ANSWERS
from kopru.cases.deeds.clocking import CLOCKING
from kopru.cases.deeds.deed import Deed
from kopru.cases.deeds.handing import HANDING
from kopru.cases.deeds.referring import ON_REFERRALS, REFERRING
from kopru.cases.deeds.triaging import ENDING, TRIAGING
from kopru.cases.models import Answer, Case, Referral
from kopru.core.models import User

__all__ = ["DEEDS", "Deed", "offered_to"]

#: in the order in which the desk offers them
DEEDS = {
    deed.name: deed
    for deed in (*TRIAGING, *REFERRING, *ANSWERING, *CLOCKING, *HANDING, *ENDING, *ON_REFERRALS, *ON_ANSWERS)
}


def offered_to(user: User, thing: Case | Referral | Answer) -> Sequence[Deed]:
    """Return what `user` can do with a case, referral or answer now."""
    return [deed for deed in DEEDS.values() if deed.is_about(thing) and deed.may(user, thing)]
