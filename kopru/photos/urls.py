"""Public addresses of this app."""

from django.urls import URLPattern, path

from kopru.photos import views

app_name = "photos"
urlpatterns: list[URLPattern] = [
    path("foto/<str:key>/<str:signature>/<str:spec>.<str:suffix>", views.rendition, name="rendition"),
    path("files/<path:name>", views.stored_file, name="file"),
]
