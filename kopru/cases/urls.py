"""Public addresses of this app: they stand in mails and on paper, and never change."""

from django.urls import path

from kopru.cases.views import unit
from kopru.cases.views.public import forms, material, open311, packs, status, survey

app_name = "cases"
urlpatterns = [
    path("basvuru/", forms.start, name="start"),
    path("basvuru/belki/", forms.maybe, name="maybe"),
    path("basvuru/durum/", status.status, name="status"),
    path("basvuru/konu/<slug:slug>/", forms.by_matter, name="matter"),
    path("basvuru/<slug:name>/", forms.by_kind, name="kind"),
    path("birim/malzeme/<str:key>/", material.tray, name="tray"),
    path("birim/<str:key>/", unit.unit, name="unit"),
    path("birim/<str:key>/dosya/<int:number>/", unit.file, name="unit_file"),
    path("cozuldu-mu/<str:key>/", survey.survey, name="survey"),
    path("rehber/", packs.packs, name="packs"),
    path("rehber/<int:pk>/", packs.pack, name="pack"),
    path("rehber/<int:pk>/dosya/", packs.file, name="pack_file"),
    path("acik-veri/bildirimler.csv", open311.export, name="open_data"),
    path("open311/v2/discovery.<str:ending>", open311.discovery, name="open311_discovery"),
    path("open311/v2/services.<str:ending>", open311.services, name="open311_services"),
    path("open311/v2/services/<str:code>.<str:ending>", open311.service, name="open311_service"),
    path("open311/v2/requests.<str:ending>", open311.requests, name="open311_requests"),
    path("open311/v2/requests/<str:number>.<str:ending>", open311.request, name="open311_request"),
]
