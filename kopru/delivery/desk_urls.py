"""Where the desk's pages of delivery lie: inside the admin, behind its door, in the namespace "delivery_desk"."""

from django.urls import URLPattern, path

from kopru.delivery.views import dispatch, domain, doubts, listing, outbox, suppressions

urlpatterns: list[URLPattern] = [
    path("", listing.dispatches, name="dispatches"),
    path("giden-kutusu/", outbox.mails, name="outbox"),
    path("giden-kutusu/<int:pk>/", outbox.mail, name="outbox_mail"),
    path("giden-kutusu/<int:pk>/gorunum/", outbox.layout, name="outbox_layout"),
    path("giden-kutusu/<int:pk>/ham/", outbox.raw, name="outbox_raw"),
    path("giden-kutusu/<int:pk>/ek/<int:number>/", outbox.attachment, name="outbox_attachment"),
    path("belirsizler/", doubts.doubts, name="doubts"),
    path("alan-adi/", domain.page, name="domain"),
    path("izin-ver/", listing.release_installation, name="release_installation"),
    path("engel-kaldir/<int:pk>/", suppressions.lift, name="lift"),
    path("<int:pk>/", dispatch.page, name="dispatch"),
    path("<int:pk>/durum/", dispatch.progress, name="progress"),
    path("<int:pk>/gorunum/", dispatch.layout, name="layout"),
    path("<int:pk>/ek/<int:attachment>/", dispatch.attachment, name="attachment"),
    path("<int:pk>/yap/<slug:name>/", dispatch.act, name="act"),
]
