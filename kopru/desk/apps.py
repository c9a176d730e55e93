"""Tells Django that this app exists."""

from importlib import import_module

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The desk as a Django app."""

    name = "kopru.desk"
    label = "desk"

    def ready(self) -> None:
        """Register with the apps below."""
        import_module("kopru.desk.registrations")
