"""Tells Django that this app exists."""

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """Newsroom as a Django app."""

    name = "kopru.newsroom"
    label = "newsroom"
