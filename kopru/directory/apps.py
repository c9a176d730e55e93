"""Tells Django that this app exists."""

from importlib import import_module

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Directory as a Django app."""

    name = "kopru.directory"
    label = "directory"

    def ready(self) -> None:
        """Register with the apps below."""
        import_module("kopru.directory.registrations")
