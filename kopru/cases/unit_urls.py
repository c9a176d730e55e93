"""Addresses of the cases on the desk of a unit."""

from django.urls import path

from kopru.cases.views.desk import shoots, units

app_name = "cases_units"
urlpatterns = [
    path("", units.referrals, name="list"),
    path("fotograf/", shoots.of_unit, name="shoots"),
    path("<int:pk>/", units.referral, name="one"),
    path("<int:pk>/dosya/<int:number>/", units.file, name="file"),
]
