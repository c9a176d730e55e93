"""Windows in which a person, outlet, office or unit is chosen."""

from functools import partial

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kopru.core.viewsets import ScopedChooserViewSet, Search
from kopru.directory.models import Office, Outlet, Person, Unit
from kopru.search import query

MOST_FOUND = 200
find_people = partial(query.ids, "person", limit=MOST_FOUND)
find_outlets = partial(query.ids, "outlet", limit=MOST_FOUND)


def _chooser(model: type[Model], icon: str, *texts: Promise, find: Search | None = None) -> ScopedChooserViewSet:
    """Return the window for `model`; `texts` say: choose one, choose another, edit it."""

    class _Window(ScopedChooserViewSet):
        search_with = find

    names = ("choose_one_text", "choose_another_text", "edit_item_text")
    name = f"directory_{model.__name__.lower()}_chooser"
    return _Window(name, model=model, icon=icon, **dict(zip(names, texts, strict=True)))


person_chooser = _chooser(
    Person,
    "user",
    _("Choose a person"),
    _("Choose another person"),
    _("Edit this person"),
    find=find_people,
)
outlet_chooser = _chooser(
    Outlet,
    "site",
    _("Choose an outlet"),
    _("Choose another outlet"),
    _("Edit this outlet"),
    find=find_outlets,
)
office_chooser = _chooser(
    Office, "crosshairs", _("Choose an office"), _("Choose another office"), _("Edit this office")
)
unit_chooser = _chooser(Unit, "group", _("Choose a unit"), _("Choose another unit"), _("Edit this unit"))
