"""Tells Django that this app exists."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Core as a Django app."""

    name = "kopru.core"
    label = "core"
