"""Tells Django that this app exists."""

from django.apps import AppConfig


class TypesettingConfig(AppConfig):
    """Typesetting as a Django app."""

    name = "kopru.typesetting"
    label = "typesetting"
