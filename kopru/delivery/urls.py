"""Public addresses of this app."""

from django.urls import path

from kopru.delivery.views import unsubscribing

app_name = "delivery"
urlpatterns = [path("abonelik/ayril/<str:signed>/", unsubscribing.unsubscribe, name="unsubscribe")]
