"""Tells Django that this app exists."""

from importlib import import_module

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Cases as a Django app."""

    name = "kopru.cases"
    label = "cases"

    def ready(self) -> None:
        """Register with the apps below."""
        import_module("kopru.cases.registrations")
