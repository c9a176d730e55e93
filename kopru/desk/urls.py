"""The desk's own addresses, before those of the parts it stands on."""

from django.urls import path

from kopru.desk import links, sign_in, views

#: What allauth offers beside signing in. Accounts are made by the administrator, so these are closed.
_CLOSED = ("signup/", "email/", "confirm-email/", "password/set/", "password/reset/", "password/reset/<path:rest>")

urlpatterns = [
    path("masa/login/", sign_in.door, name="desk_door"),
    path("masa/choose-external-link/", links.web_address),
    path("birim/", views.unit, name="desk_unit"),
    *(path(f"hesap/{place}", sign_in.closed) for place in _CLOSED),
]
