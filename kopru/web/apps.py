"""Tells Django that this app exists."""

from importlib import import_module

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Web as a Django app."""

    name = "kopru.web"
    label = "web"

    def ready(self) -> None:
        """Register with the apps below."""
        import_module("kopru.web.registrations")
