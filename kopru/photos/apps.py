"""Tells Django that this app exists."""

from django.apps import AppConfig


class PhotosConfig(AppConfig):
    """Photos as a Django app."""

    name = "kopru.photos"
    label = "photos"
