"""Tells Django that this app exists."""

from importlib import import_module

from django.apps import AppConfig


class HouseConfig(AppConfig):
    """The house as a Django app."""

    name = "kopru.house"
    label = "house"

    def ready(self) -> None:
        """Register with the apps below."""
        import_module("kopru.house.registrations")
