"""Tells Django that this app exists."""

from importlib import import_module

from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig

from kopru.desk import closed_api


class DeskConfig(AppConfig):
    """The desk as a Django app."""

    name = "kopru.desk"
    label = "desk"
    default = True

    def ready(self) -> None:
        """Leave out what the framework's apps would load when they get ready; register with the apps below."""
        closed_api.leave_out()
        import_module("kopru.desk.registrations")


class AccountsConfig(WagtailUsersAppConfig):
    """The framework's accounts, with a list of ours."""

    user_viewset = "kopru.desk.accounts.AccountsViewSet"
