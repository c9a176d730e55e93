"""Addresses of the cases inside the desk."""

from django.urls import path

from kopru.cases.views.desk import approving, dates, doing, incoming, one, pad, paper, queue, scans, suggesting
from kopru.cases.views.desk import export as desk_export
from kopru.cases.views.desk import redaction as desk_redaction

app_name = "cases_desk"
urlpatterns = [
    path("", queue.board, name="board"),
    path("disa-aktar.csv", paper.export, name="export"),
    path("gelen/", incoming.room, name="incoming"),
    path("gelen/denetle/", incoming.check, name="incoming_check"),
    path("gelen/<int:pk>/", incoming.one, name="incoming_one"),
    path("gelen/<int:pk>/karar/", incoming.settle, name="incoming_settle"),
    path("gelen/<int:pk>/ek/<int:number>/", incoming.attachment, name="incoming_attachment"),
    path("onaylar/", approving.approvals, name="approvals"),
    path("yeni/", pad.pad, name="pad"),
    path("yeni/arayan/", pad.caller, name="caller"),
    path("yeni/konu/", pad.matter, name="matter"),
    path("tara/", scans.put_in, name="scans"),
    path("tara/<int:pk>/", scans.letter, name="scan"),
    path("tara/<int:pk>/durum/", scans.progress, name="scan_progress"),
    path("tara/<int:pk>/sayfa/<int:number>/", scans.page, name="scan_page"),
    path("tara/<int:pk>/at/", scans.discard, name="scan_discard"),
    path("<int:pk>/", one.one, name="one"),
    path("<int:pk>/alindi/", pad.taken_down, name="taken_down"),
    path("<int:pk>/alindi/belge/", paper.receipt, name="receipt"),
    path("<int:pk>/oneriler/", suggesting.suggest, name="suggestions"),
    path("<int:pk>/sure/", dates.explained, name="dates"),
    path("<int:pk>/yazdir/", paper.printed, name="printed"),
    path("<int:pk>/dosya/<int:number>/", paper.file, name="file"),
    path("<int:pk>/dosya/<int:number>/karart/", desk_redaction.redact, name="redact"),
    path("<int:pk>/dosya/<int:number>/karart/durum/", desk_redaction.progress, name="redaction_progress"),
    path("<int:pk>/dosya/<int:number>/karart/vazgec/", desk_redaction.drop, name="redaction_drop"),
    path("<int:pk>/dosya/<int:number>/karart/<int:page>/", desk_redaction.picture, name="redaction_page"),
    path("kisi/<int:pk>/veri.zip", desk_export.personal_data, name="personal_data"),
    path("<int:pk>/onay/<int:number>/", approving.decide, name="decide"),
    path("<int:pk>/is/<slug:deed>/", doing.do, name="do"),
    path("<int:pk>/is/<slug:deed>/<int:number>/", doing.do, name="do_with"),
]
