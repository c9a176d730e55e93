"""Letters to somebody who hides: who may not know their name does not see the address they went to either."""

from datetime import datetime
from typing import Final

from django.db.models import Exists, OuterRef, Q

from kopru.cases.letters import posting
from kopru.cases.models import Message
from kopru.core.models import AnyUser
from kopru.core.roles import Role, holds

#: The kinds that go to the person themselves.
_TO_THEM: Final = (posting.RECEIPT, posting.ANSWER, posting.TOLD, posting.SURVEY)


def from_user(user: AnyUser, _at: datetime) -> Q:
    """Return the dispatches withheld from `user`, as `permissions.may_see_identity` says it of one case."""
    if holds(user, Role.HEAD, Role.ADMINISTRATOR):
        return Q(pk__in=[])
    letters = Message.objects.filter(dispatch=OuterRef("pk"), case__hides_identity=True)
    return Q(kind__in=_TO_THEM) & Q(Exists(letters.exclude(case__owner=user.pk)))
