"""Signing in: accounts are made by the administrator, a second factor is asked of everybody but the demonstration."""

from collections.abc import Callable
from typing import Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from kopru.core.models import AnyUser
from kopru.core.roles import STAFF, Role, holds

#: What lies behind these waits for the second factor.
GUARDED: Final = ("/masa/", "/birim/", "/belge/")


class Adapter(DefaultAccountAdapter):
    """How allauth behaves in an office: nobody registers by themselves, everybody lands on their own desk."""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Refuse; the administrator makes accounts."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return the desk of the person's role."""
        return home_of(request.user)


def home_of(user: AnyUser) -> str:
    """Return where `user` works: the desk, the unit's pages, or the public site for nobody of ours."""
    if user.is_superuser or holds(user, *STAFF):
        return reverse("wagtailadmin_home")
    return reverse("desk_unit") if holds(user, Role.UNIT) else "/"


def door(request: HttpRequest) -> HttpResponse:
    """Stand where Wagtail's own sign-in page was: lead to ours, or say that this is not theirs to enter.

    :raises PermissionDenied: if somebody is signed in who may not enter the desk
    """
    if request.user.is_authenticated:
        if holds(request.user, Role.UNIT):
            return redirect("desk_unit")
        if not request.user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied
    wanted = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        wanted = reverse("wagtailadmin_home")
    return redirect(wanted) if request.user.is_authenticated else redirect_to_login(wanted, reverse("account_login"))


def closed(_request: HttpRequest, **_place: str) -> HttpResponse:
    """Say that there is nothing here: what allauth offers beside signing in, and we do not.

    :raises Http404: always
    """
    raise Http404


class SecondFactor:
    """Lets nobody work without a second factor, unless this is the demonstration."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Hold what answers next."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Send who has no second factor to where one is made."""
        if not settings.DEMO and request.path.startswith(GUARDED) and lacks_second_factor(request.user):
            return redirect("mfa_index")
        return self.get_response(request)


def lacks_second_factor(user: AnyUser) -> bool:
    """Tell whether `user` is signed in and has neither passkey nor code."""
    if not user.is_authenticated:
        return False
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return not Authenticator.objects.filter(user=user, type__in=kinds).exists()
