"""Who comes in to the photographer's pages, and what they find there."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from kopru.core.models import User
from kopru.core.viewsets import policy_of
from kopru.photos.models import Depiction, Photo
from kopru.photos.permissions import may_accept

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]


def photo_desk(view: View[Rest]) -> View[Rest]:
    """Let only those in who work with photos; the admin's own door has asked for a sign-in before."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        if not may_accept(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def user_of(request: HttpRequest) -> User:
    """Return who is signed in.

    :raises PermissionDenied: if nobody is
    """
    if not request.user.is_authenticated:
        raise PermissionDenied
    return request.user


def visible(request: HttpRequest) -> QuerySet[Any]:
    """Return the photos that the one scope shows to this person."""
    return policy_of(Photo).instances_user_has_any_permission_for(request.user, ("change", "delete"))


def photo_or_404(request: HttpRequest, pk: int) -> Photo:
    """Return one of them."""
    found: Photo = get_object_or_404(visible(request), pk=pk)
    return found


def depiction_or_404(request: HttpRequest, pk: int) -> Depiction:
    """Return somebody who is shown in one of them."""
    found = Depiction.objects.filter(pk=pk, photo__in=visible(request)).select_related("photo", "person").first()
    if found is None:
        raise Http404
    return found
