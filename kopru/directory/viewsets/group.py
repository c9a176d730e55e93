"""The menu "Rehber" and its registers."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.viewsets.base import ViewSetGroup

from kopru.core.viewsets import ScopedViewSet
from kopru.directory import panels
from kopru.directory.forms import AudienceForm
from kopru.directory.models import Audience, ImportFile, Office, Outlet, Person, Tag, Unit
from kopru.directory.viewsets.choosers import find_outlets, find_people
from kopru.directory.viewsets.desk import (
    AudienceCreateView,
    AudienceEditView,
    AudienceInspectView,
    AudienceListView,
    DuplicatesViewSet,
    ImportInspectView,
    ImportListView,
    OfficeListView,
    OutletInspectView,
    OutletListView,
    PersonInspectView,
    PersonListView,
    ProposalsViewSet,
)
from kopru.directory.viewsets.filters import OutletFilters, PersonFilters


class People(ScopedViewSet):
    """People."""

    model = Person
    name = "directory_people"
    url_prefix = "rehber/kisiler"
    icon = "user"
    menu_label = _("People")
    search_with = find_people
    index_view_class = PersonListView
    inspect_view_class = PersonInspectView
    inspect_view_enabled = True
    inspect_template_name = "directory/person.html"
    filterset_class = PersonFilters
    panels = panels.PERSON


class Outlets(ScopedViewSet):
    """Outlets."""

    model = Outlet
    name = "directory_outlets"
    url_prefix = "rehber/mecralar"
    icon = "site"
    menu_label = _("Outlets")
    search_with = find_outlets
    index_view_class = OutletListView
    inspect_view_class = OutletInspectView
    inspect_view_enabled = True
    inspect_template_name = "directory/outlet.html"
    filterset_class = OutletFilters
    panels = panels.OUTLET


class Units(ScopedViewSet):
    """Units."""

    model = Unit
    name = "directory_units"
    url_prefix = "rehber/birimler"
    icon = "group"
    menu_label = _("Units")
    list_display = ["name", Column("parent", label=_("Belongs to")), DateColumn("closed_on", label=_("Closed on"))]
    search_fields = ["name"]
    panels = panels.UNIT


class Offices(ScopedViewSet):
    """Offices."""

    model = Office
    name = "directory_offices"
    url_prefix = "rehber/makamlar"
    icon = "crosshairs"
    menu_label = _("Offices (makam)")
    index_view_class = OfficeListView
    search_fields = ["name", "institution"]
    panels = panels.OFFICE


class Audiences(ScopedViewSet):
    """Audiences."""

    model = Audience
    name = "directory_audiences"
    url_prefix = "rehber/hedef-kitleler"
    icon = "mail"
    menu_label = _("Audiences")
    index_view_class = AudienceListView
    add_view_class = AudienceCreateView
    edit_view_class = AudienceEditView
    inspect_view_class = AudienceInspectView
    inspect_view_enabled = True
    inspect_template_name = "directory/audience_members.html"
    create_template_name = edit_template_name = "directory/audience_form.html"
    search_fields = ["name", "description"]

    def get_form_class(self, for_update: bool = False) -> Any:  # noqa: ARG002, FBT001, FBT002 – Wagtail's signature
        """Return the form with a field for each thing a rule may ask."""
        return AudienceForm


class Imports(ScopedViewSet):
    """Imports."""

    model = ImportFile
    name = "directory_imports"
    url_prefix = "rehber/ice-aktarma"
    icon = "upload"
    menu_label = _("Import and export")
    index_view_class = ImportListView
    inspect_view_class = ImportInspectView
    inspect_view_enabled = True
    inspect_template_name = "directory/import.html"
    form_fields = ["name"]

    def get_urlpatterns(self) -> list[Any]:
        """Leave out the forms: a list comes in through its own door, and what came in is not edited."""
        kept = ("index", "index_results", "inspect", "history", "history_results")
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in kept]

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Put the door for the next list above the list."""
        options: dict[str, Any] = super().get_index_view_kwargs(template_name="directory/imports.html", **kwargs)
        return options

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Let no button lead to them."""
        none = dict.fromkeys(("add_url_name", "edit_url_name", "delete_url_name", "usage_url_name"))
        options: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        return {**options, **none}


class Tags(ScopedViewSet):
    """Tags."""

    model = Tag
    name = "directory_tags"
    url_prefix = "rehber/etiketler"
    icon = "tag"
    menu_label = _("Tags")
    search_fields = ["name"]
    form_fields = ["name"]


class DirectoryGroup(ViewSetGroup):
    """Everything of the directory under one menu."""

    menu_label = _("Directory")
    menu_icon = "group"
    menu_order = 300
    items = (People, Outlets, Units, Offices, Audiences, Tags, Imports, ProposalsViewSet, DuplicatesViewSet)
