"""Addresses of the bulletins' pages inside the desk."""

from django.urls import path

from kopru.newsroom.views import board, deciding, offering

app_name = "bulletins"
urlpatterns = [
    path("", board.board, name="board"),
    path("<int:pk>/", board.one, name="one"),
    path("<int:pk>/is/<slug:deed>/", board.do, name="do"),
    path("<int:pk>/onay/", deciding.decide, name="decide"),
    path("<int:pk>/surumler/", deciding.versions, name="versions"),
    path("<int:pk>/servis/", offering.offer, name="offer"),
    path("<int:pk>/servis/<int:offer>/", offering.offered, name="offered"),
    path("<int:pk>/rapor/", offering.report, name="report"),
    path("<int:pk>/duzeltme/<int:correction>/bildir/", offering.notify, name="notify"),
    path("<int:pk>/basin-dosyasi/", board.make_kit, name="make_kit"),
]
