"""Public addresses of this app."""

from django.urls import path

from kopru.cases.views import status, survey, unit

app_name = "cases"
urlpatterns = [
    path("basvuru/durum/", status.status, name="status"),
    path("birim/<str:key>/", unit.unit, name="unit"),
    path("cozuldu-mu/<str:key>/", survey.survey, name="survey"),
]
