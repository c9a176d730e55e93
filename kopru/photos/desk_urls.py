"""The photographer's addresses on the desk, beside the framework's own below `images/`."""

from typing import Final

from django.urls import path

from kopru.photos.views import many, people

app_name = "photo_desk"
urlpatterns: Final = [
    path("altyazi/", many.captions, name="captions"),
    path("<int:pk>/kisi/", people.name, name="name"),
    path("kisi/<int:pk>/", people.record, name="record"),
    path("kisi/<int:pk>/geri-cek/", people.withdraw, name="withdraw"),
    path("kisi/<int:pk>/cikar/", people.remove, name="remove"),
    path("kisi/<int:pk>/belge/", people.form, name="form"),
]
