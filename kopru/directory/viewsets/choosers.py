"""Windows in which a person, outlet, office or unit is chosen."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from kopru.core.viewsets import ScopedChooserViewSet
from kopru.directory.models import Office, Outlet, Person, Unit
from kopru.search import query

MOST_FOUND = 200
find_people = partial(query.ids, "person", limit=MOST_FOUND)
find_outlets = partial(query.ids, "outlet", limit=MOST_FOUND)


class _People(ScopedChooserViewSet):
    search_with = find_people


class _Outlets(ScopedChooserViewSet):
    search_with = find_outlets


person_chooser = _People(
    "directory_person_chooser",
    model=Person,
    icon="user",
    choose_one_text=_("Choose a person"),
    choose_another_text=_("Choose another person"),
    edit_item_text=_("Edit this person"),
)
outlet_chooser = _Outlets(
    "directory_outlet_chooser",
    model=Outlet,
    icon="site",
    choose_one_text=_("Choose an outlet"),
    choose_another_text=_("Choose another outlet"),
    edit_item_text=_("Edit this outlet"),
)
office_chooser = ScopedChooserViewSet(
    "directory_office_chooser",
    model=Office,
    icon="crosshairs",
    choose_one_text=_("Choose an office"),
    choose_another_text=_("Choose another office"),
    edit_item_text=_("Edit this office"),
)
unit_chooser = ScopedChooserViewSet(
    "directory_unit_chooser",
    model=Unit,
    icon="group",
    choose_one_text=_("Choose a unit"),
    choose_another_text=_("Choose another unit"),
    edit_item_text=_("Edit this unit"),
)
