"""Addresses of a bulletin's files, and of its pages in the desk."""

from django.urls import path

from kopru.newsroom.views import files

app_name = "newsroom"
urlpatterns = [
    path("bulten/<int:year>/<int:number>/dosya/<str:part>/", files.kit, name="kit"),
    path("bulten/<int:year>/<int:number>/ek/<int:order>/", files.file, name="file"),
    path("bulten/gizli/<str:key>/dosya/<str:part>/", files.private_kit, name="private_kit"),
    path("bulten/gizli/<str:key>/ek/<int:order>/", files.private_file, name="private_file"),
    path("bulten/gizli/<str:key>/foto/<int:order>/", files.private_photo, name="private_photo"),
]
