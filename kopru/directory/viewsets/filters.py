"""The filters beside the lists of people and outlets."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from kopru.directory import ageing
from kopru.directory.models import Outlet, Person

_AGES = [("stale", _("To be asked again")), ("fresh", _("Verified lately"))]


class _Aged(WagtailFilterSet):
    """A list whose rows have e-mail addresses that age."""

    role = ""
    age = django_filters.ChoiceFilter(label=_("Verification"), choices=_AGES, method="by_age")

    def by_age(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Keep the stale or the fresh."""
        return ageing.aged(rows, self.role, today=timezone.localdate(), stale=value == "stale")


class PersonFilters(_Aged):
    """Filters of people."""

    role = "person"

    class Meta:
        model = Person
        fields = ["circle", "city", "tags"]


class OutletFilters(_Aged):
    """Filters of outlets."""

    role = "outlet"

    class Meta:
        model = Outlet
        fields = ["kind", "reach", "city", "tags"]
