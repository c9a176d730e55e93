"""Tells Django that this app exists."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Web as a Django app."""

    name = "kopru.web"
    label = "web"
