"""Tells Django that this app exists."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Directory as a Django app."""

    name = "kopru.directory"
    label = "directory"
