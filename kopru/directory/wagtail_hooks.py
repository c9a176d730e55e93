"""What the directory adds to the desk."""

from typing import Any, Final

from django.urls import URLPattern, URLResolver, include, path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from kopru.directory import viewsets
from kopru.directory.views import duplicates, imports, people, proposals

#: verb: (what it is called in a filter, what the history says)
_VERBS: Final[dict[str, tuple[Promise, Promise]]] = {
    "mark_stale": (_("Address doubted"), _("An address was marked as to be verified.")),
    "mark_bad": (_("Address given up"), _("An address was marked as not valid.")),
    "verify": (_("Address verified"), _("An address was verified.")),
    "merge": (_("Merged"), _("Another record was merged into this one.")),
    "unmerge": (_("Parted"), _("A merge was undone.")),
    "keep_apart": (_("Kept apart"), _("A similar record was said to be another.")),
    "receive": (_("File received"), _("The file was received.")),
    "choose_columns": (_("Columns chosen"), _("The meaning of the columns was chosen.")),
    "apply": (_("File taken over"), _("The file was taken over into the directory.")),
    "ask": (_("Asked"), _("They were asked whether what we hold is still right.")),
    "confirm": (_("Confirmed"), _("They confirmed that what we hold is right.")),
    "propose": (_("Change proposed"), _("They proposed changes to what we hold.")),
    "ask_out": (_("Asked to be taken out"), _("They asked to be taken out of the directory.")),
    "accept": (_("Change taken over"), _("A proposed change was taken over.")),
    "decline": (_("Change declined"), _("A proposed change was declined.")),
    "erase": (_("Erased"), _("Personal data were erased.")),
}

#: The doors to the verbs, below the admin's `rehber/`.
_DOORS: Final = [
    path("yinelenenler/", duplicates.suggestions, name="duplicates"),
    path("yinelenenler/<str:role>/<int:first>/<int:second>/", duplicates.compare, name="compare"),
    path("yinelenenler/<int:merge_id>/geri-al/", duplicates.unmerge, name="unmerge"),
    path("ice-aktarma/yukle/", imports.upload, name="upload"),
    path("ice-aktarma/<int:pk>/sutunlar/", imports.columns, name="columns"),
    path("ice-aktarma/<int:pk>/aktar/", imports.apply, name="apply"),
    path("ice-aktarma/<int:pk>/durum/", imports.progress, name="progress"),
    path("disa-aktarma/rehber.<str:ending>", imports.export, name="export"),
    path("adresler/<int:pk>/", people.judge, name="judge"),
    path("bildirimler/", proposals.waiting, name="proposals"),
    path("bildirimler/<int:pk>/", proposals.decide, name="proposal"),
    path("kisiler/<int:pk>/sil-unut/", people.erase, name="erase"),
    path("kisiler/<int:pk>/kisisel-veri/", people.personal_data, name="personal_data"),
    path("hedef-kitleler/say/", people.count, name="count"),
]


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Name the verbs of the directory in histories and reports."""
    for verb, (label, message) in _VERBS.items():
        actions.register_action(f"directory.{verb}", label, message)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """Add the registers, under one menu, and the choosers of the directory."""
    return [
        viewsets.DirectoryGroup(),
        viewsets.person_chooser,
        viewsets.outlet_chooser,
        viewsets.office_chooser,
        viewsets.unit_chooser,
    ]


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern | URLResolver]:
    """Add the doors to the verbs."""
    return [path("rehber/", include((_DOORS, "directory")))]
