"""Tells Django that this app exists."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Search as a Django app."""

    name = "kopru.search"
    label = "search"
