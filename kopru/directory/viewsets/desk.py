"""The lists and pages of the registers that show more than Wagtail's own."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.viewsets.base import ViewSet

from kopru.core.viewsets import (
    ScopedCreateView,
    ScopedEditView,
    ScopedIndexView,
    ScopedInspectView,
)
from kopru.directory import ageing, audiences, beside, erasure, permissions
from kopru.directory.forms import ColumnsForm, UploadForm
from kopru.directory.models import (
    ContactPoint,
    ImportFile,
    ImportRow,
    Kind,
    Merge,
    Post,
    Tenure,
)

PAGE = 25


def _opens(url_name: str, field: str, label: Any, sort_key: str | None = None) -> TitleColumn:
    """Return the column whose text opens the row's page."""
    return TitleColumn(field, label=label, sort_key=sort_key, get_url=lambda row: reverse(url_name, args=[row.pk]))


class PersonListView(ScopedIndexView):
    """People with what they are known for today."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """Add today's posts and offices, in two further queries."""
        today = timezone.localdate()
        posts = Post.objects.at(today).select_related("outlet")
        tenures = Tenure.objects.at(today).select_related("office__unit")
        people = ageing.with_oldest(super().get_base_queryset(), "person")
        return people.prefetch_related(
            Prefetch("posts", posts, to_attr="posts_today"), Prefetch("tenures", tenures, to_attr="tenures_today")
        )

    @cached_property
    def columns(self) -> list[Any]:
        """Return name, what the person is known for, city and group."""
        return [
            _opens("directory_people:inspect", "full_name", _("Name"), "sort_key"),
            Column("known_for", label=_("Post or office"), accessor=_known_for),
            Column("city", label=_("City")),
            Column("get_circle_display", label=_("Group")),
            Column("age", label=_("Verification"), accessor=_age),
        ]


def _age(row: Any) -> str:
    """Say how fresh the most doubtful e-mail address is, with a mark where it should be asked again."""
    if not row.has_email:
        return gettext("no e-mail")
    today = timezone.localdate()
    said = ageing.words(row.oldest_verified_on, today=today)
    return f"○ {said}" if ageing.is_stale(row.oldest_verified_on, today=today) else f"✓ {said}"


def _known_for(person: Any) -> str:
    posts = [f"{post.label}, {post.outlet}" for post in person.posts_today]
    held = [f"{tenure.office}{' V.' if tenure.is_deputy else ''}" for tenure in person.tenures_today]
    return " · ".join([*held, *posts])


class PersonInspectView(ScopedInspectView):
    """Everything known about a person: how to reach them, their posts and offices by date, merges."""

    page_title = _("Person")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what hangs on the person."""
        person, user = self.object, self.request.user
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "points": ContactPoint.objects.filter(person=person),
            "posts": Post.objects.filter(person=person).select_related("outlet"),
            "tenures": Tenure.objects.filter(person=person).select_related("office__unit"),
            "merges": Merge.objects.standing().filter(kept_person=person).select_related("gone_person", "merged_by"),
            "may_keep": permissions.may_keep(user),
            "may_erase": permissions.may_erase(user, person),
            "today": timezone.localdate(),
            "held": erasure.describe(person),
            "beside": beside.links(person, user=user),
        }


class OutletListView(ScopedIndexView):
    """Outlets with how many people work there."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """Add today's people, in one further query."""
        outlets = ageing.with_oldest(super().get_base_queryset(), "outlet")
        today = Post.objects.at(timezone.localdate()).select_related("person")
        return outlets.prefetch_related(Prefetch("posts", today, to_attr="posts_today"))

    @cached_property
    def columns(self) -> list[Any]:
        """Return name, kind, reach, city and people."""
        return [
            _opens("directory_outlets:inspect", "name", _("Name"), "sort_key"),
            Column("get_kind_display", label=_("Kind")),
            Column("get_reach_display", label=_("Reach")),
            Column("city", label=_("City")),
            Column("people", label=_("People"), accessor=_staff),
            Column("age", label=_("Verification"), accessor=_age),
        ]


def _staff(outlet: Any) -> str:
    names = [str(post.person) for post in outlet.posts_today]
    return ", ".join(names[:2]) + (f" +{len(names) - 2}" if len(names) > 2 else "")


class OutletInspectView(ScopedInspectView):
    """Everything known about an outlet, and who worked there when."""

    page_title = _("Outlet")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what hangs on the outlet; `?gun=2021-05-01` asks who worked there then."""
        outlet = self.object
        day = _day(self.request.GET.get("gun", ""))
        posts = Post.objects.filter(outlet=outlet).select_related("person")
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "points": ContactPoint.objects.filter(outlet=outlet),
            "posts": posts.at(day) if day else posts,
            "day": day,
            "merges": Merge.objects.standing().filter(kept_outlet=outlet).select_related("gone_outlet", "merged_by"),
            "may_keep": permissions.may_keep(self.request.user),
            "today": timezone.localdate(),
            "beside": beside.links(outlet, user=self.request.user),
        }


def _day(text: str) -> Any:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 – a calendar day has no zone
    except ValueError:
        return None


class OfficeListView(ScopedIndexView):
    """Offices in the order of protocol, with today's holders."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """Add today's holders, in one further query."""
        offices: QuerySet[Any] = super().get_base_queryset()
        holders = Tenure.objects.at(timezone.localdate()).select_related("person")
        return offices.select_related("unit").prefetch_related(Prefetch("tenures", holders, to_attr="holders"))

    @cached_property
    def columns(self) -> list[Any]:
        """Return the order, the office, and who holds it."""
        return [
            Column("precedence", label=_("Order")),
            _opens("directory_offices:edit", "name", _("Office (makam)")),
            Column("where", label=_("Institution or unit"), accessor=lambda office: office.institution or office.unit),
            Column("holder", label=_("Holder"), accessor=_holders),
        ]


def _holders(office: Any) -> str:
    return ", ".join(f"{tenure.person}{' V.' if tenure.is_deputy else ''}" for tenure in office.holders)


class AudienceListView(ScopedIndexView):
    """Audiences."""

    @cached_property
    def columns(self) -> list[Any]:
        """Return name and purpose; the counts stand on the page, for each costs a query over all addresses."""
        return [
            _opens("directory_audiences:inspect", "name", _("Name")),
            Column("description", label=_("What it is for")),
        ]


class AudienceCreateView(ScopedCreateView):
    """A new audience."""


class AudienceEditView(ScopedEditView):
    """The form of an audience."""


class AudienceInspectView(ScopedInspectView):
    """Who is in an audience today, and why."""

    page_title = _("Audience")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add one page of members with their reasons, and the count for each kind of address."""
        audience, at = self.object, timezone.now()
        kind = self.request.GET.get("tur", Kind.EMAIL)
        kind = kind if kind in Kind.values else Kind.EMAIL
        found = audiences.contact_points(audience, kind=kind, at=at)
        found = found.select_related("person", "outlet", "unit").order_by("addressee", "pk")
        page = Paginator(found, PAGE).get_page(self.request.GET.get("sayfa"))
        why = audiences.reasons_for_all(audience, page.object_list, at)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "kind": kind,
            "kinds": [(one.value, one.label, audiences.count(audience, kind=one.value, at=at)) for one in Kind],
            "page": page,
            "members": [(point, why[point.pk]) for point in page.object_list],
            "may_keep": permissions.may_keep(self.request.user),
        }


class ImportListView(ScopedIndexView):
    """What came in, with the form for the next list."""

    page_title = _("Import and export")

    @cached_property
    def columns(self) -> list[Any]:
        """Return the file, how far it is, its rows, and who sent it when."""
        return [
            _opens("directory_imports:inspect", "name", _("File")),
            StatusTagColumn("get_state_display", label=_("State")),
            Column("row_count", label=_("Rows")),
            Column("uploaded_by", label=_("Uploaded by")),
            DateColumn("uploaded_at", label=_("Uploaded at")),
        ]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the upload form."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return context | {"form": UploadForm(), "may_import": permissions.may_import(self.request.user)}


class ImportInspectView(ScopedInspectView):
    """The preview of a list: what would happen, row by row, and the button that lets it."""

    page_title = _("Import")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add one page of rows of the outcome asked for, the bad ones first of all."""
        import_file: ImportFile = self.object
        rows = import_file.rows.order_by()
        counts = dict(rows.values_list("outcome").annotate(n=Count("pk")))
        outcomes = [(one.value, one.label, counts.get(one.value, 0)) for one in ImportRow.Outcome]
        order = ["bad", "changed", "new", "repeated", "same"]
        first = next((name for name in order if counts.get(name)), "new")
        shown = self.request.GET.get("durum", first)
        page = Paginator(import_file.rows.filter(outcome=shown), PAGE).get_page(self.request.GET.get("sayfa"))
        taken = sum(n for name, n in counts.items() if name in ("new", "changed"))
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "import_file": import_file,
            "outcomes": outcomes,
            "shown": shown,
            "page": page,
            "taken": taken,
            "bad": counts.get("bad", 0),
            "columns_form": ColumnsForm(import_file=import_file),
            "may_apply": permissions.may_apply(self.request.user, import_file),
            "works": import_file.state in (ImportFile.State.STORED, ImportFile.State.APPLYING),
        }


class _PageViewSet(ViewSet):
    """A page of the app's own in the menu, for those who keep the directory."""

    page = ""

    @cached_property
    def menu_item_class(self) -> Any:
        """Show the item only to those who may keep the directory."""

        class _Item(MenuItem):
            def is_shown(self, request: HttpRequest) -> bool:
                return permissions.may_keep(request.user)

        return _Item

    @cached_property
    def menu_url(self) -> str:
        """Return the address of the page."""
        return reverse(self.page)


class DuplicatesViewSet(_PageViewSet):
    """Rows that may be one."""

    name = "directory_duplicates"
    url_prefix = "rehber/yinelenenler"
    icon = "copy"
    menu_label = _("Duplicates")
    page = "directory:duplicates"


class ProposalsViewSet(_PageViewSet):
    """What people say of their own data."""

    name = "directory_proposals"
    url_prefix = "rehber/bildirimler"
    icon = "comment"
    menu_label = _("Reported changes")
    page = "directory:proposals"
