"""Tells Django that this app exists."""

from importlib import import_module

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """Delivery as a Django app."""

    name = "kopru.delivery"
    label = "delivery"

    def ready(self) -> None:
        """Register with the apps below."""
        import_module("kopru.delivery.registrations")
