"""The permission of Wagtail's image screens: our roles and sentences, in one collection for the whole office."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Collection

from kopru.core.models import AnyUser
from kopru.core.policies import ScopedPolicy


class PhotoPolicy(ScopedPolicy):
    """A `ScopedPolicy` that also answers for collections, as the image screens ask."""

    def collections_user_has_any_permission_for(self, user: AnyUser, actions: Iterable[str]) -> QuerySet[Any]:
        """Return every collection to those who may do one of `actions`, none to others."""
        collections: QuerySet[Any] = Collection.objects.all()
        return collections if self.user_has_any_permission(user, actions) else collections.none()

    def collections_user_has_permission_for(self, user: AnyUser, action: str) -> QuerySet[Any]:
        """Return every collection to those who may do `action`, none to others."""
        return self.collections_user_has_any_permission_for(user, [action])
