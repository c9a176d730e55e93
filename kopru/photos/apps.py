"""Tells Django that this app exists."""

from importlib import import_module

from django.apps import AppConfig


class PhotosConfig(AppConfig):
    """Photos as a Django app."""

    name = "kopru.photos"
    label = "photos"

    def ready(self) -> None:
        """Register with the apps below."""
        import_module("kopru.photos.registrations")
