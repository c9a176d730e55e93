"""Tells Django that this app exists."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demonstration office as a Django app."""

    name = "kopru.demo"
    label = "demo"
