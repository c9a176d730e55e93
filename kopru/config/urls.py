"""Every address of the product, from the desk down to the public site."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("", include("kopru.desk.urls")),
    path("hesap/", include("allauth.urls")),
    path("masa/", include(wagtailadmin_urls)),
    path("belge/", include(wagtaildocs_urls)),
    path("", include("kopru.photos.urls")),
    path("birimim/", include("kopru.cases.unit_urls")),
    path("", include("kopru.cases.urls")),
    path("", include("kopru.delivery.urls")),
    path("", include("kopru.newsroom.urls")),
    path("", include("kopru.web.urls")),
    path("", include(wagtail_urls)),
]

handler403 = "kopru.web.errors.refused"
handler404 = "kopru.web.errors.not_found"
handler500 = "kopru.web.errors.broken"
