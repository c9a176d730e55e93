"""Tells Django that this app exists."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """Delivery as a Django app."""

    name = "kopru.delivery"
    label = "delivery"
