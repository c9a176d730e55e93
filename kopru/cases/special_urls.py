"""Addresses of the types with rooms of their own: media, shoots, groups, the tray, contacts."""

from django.urls import path

from kopru.cases.views.desk import figures, groups, media, outlets, shoots, tray

app_name = "cases_special"
urlpatterns = [
    path("medya/", media.board, name="media"),
    path("medya/rakamlar/", figures.figures, name="media_figures"),
    path("medya/<int:pk>/", media.one, name="media_one"),
    path("cekimler/", shoots.board, name="shoots"),
    path("cekimler/yeni/", shoots.new, name="shoot_new"),
    path("cekimler/<int:pk>/", shoots.one, name="shoot"),
    path("ziyaretler/", groups.week, name="groups"),
    path("ziyaretler/gun/<str:day>/", groups.paper, name="groups_day"),
    path("ziyaretler/<int:pk>/", groups.one, name="visit"),
    path("malzeme/", tray.listed, name="tray"),
    path("malzeme/<int:pk>/", tray.one, name="material"),
    path("temaslar/mecra/<int:pk>/", outlets.outlet, name="outlet_contacts"),
    path("temaslar/kisi/<int:pk>/", outlets.person, name="person_contacts"),
]
