"""Tells Django that this app exists."""

from importlib import import_module

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """Newsroom as a Django app."""

    name = "kopru.newsroom"
    label = "newsroom"

    def ready(self) -> None:
        """Register with the apps below."""
        import_module("kopru.newsroom.registrations")
