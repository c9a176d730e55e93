"""Public addresses of this app."""

from django.urls import path

from kopru.delivery.views import still_right, unsubscribing

app_name = "delivery"
urlpatterns = [
    path("abonelik/ayril/<str:signed>/", unsubscribing.unsubscribe, name="unsubscribe"),
    path("bilgilerim/<str:signed>/", still_right.still_right, name="still_right"),
]
