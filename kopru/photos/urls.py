"""Public addresses of this app."""

from django.urls import URLPattern, path

from kopru.photos.views import serving

app_name = "photos"
urlpatterns: list[URLPattern] = [
    path("foto/<str:key>/<str:signature>/<str:spec>.<str:suffix>", serving.rendition, name="rendition"),
    path("files/<path:name>", serving.stored_file, name="file"),
]
