"""Public addresses of this app."""

from django.urls import path

from kopru.delivery import views

app_name = "delivery"
urlpatterns = [path("abonelik/ayril/<str:signed>/", views.unsubscribe, name="unsubscribe")]
