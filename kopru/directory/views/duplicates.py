"""Two rows side by side, and one question: are they one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kopru.directory import actions as directory
from kopru.directory import duplicates, permissions
from kopru.directory.models import ContactPoint, Merge, Outlet, Person, Post, Tenure
from kopru.directory.views.door import signed_in

_ERASED = gettext_lazy("A record whose personal data were erased can be neither merged nor parted.")
_MODELS: dict[str, type[Person] | type[Outlet]] = {"kisi": Person, "mecra": Outlet}


def _breadcrumbs(*more: dict[str, str]) -> list[dict[str, str]]:
    return [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("directory:duplicates"), "label": _("Duplicates")},
        *more,
    ]


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Show pairs that may be one, and the last merges with their undo."""
    if not permissions.may_keep(request.user):
        raise PermissionDenied
    merges = (
        Merge.objects.standing()
        .filter(kept_person__erased_at__isnull=True)
        .select_related("kept_person", "gone_person", "kept_outlet", "gone_outlet", "merged_by")
    )
    context = {
        "people": duplicates.people(),
        "outlets": duplicates.outlets(),
        "merges": merges[:20],
        "breadcrumbs_items": _breadcrumbs(),
        "header_title": _("Duplicates"),
        "header_icon": "copy",
    }
    return render(request, "directory/duplicates.html", context)


@require_http_methods(["GET", "POST"])
def compare(request: HttpRequest, role: str, first: int, second: int) -> HttpResponse:
    """Show both rows side by side; merge them, or note that they are two."""
    if role not in _MODELS:
        raise Http404
    visible = _MODELS[role].objects.visible_to(request.user, timezone.now())
    rows: list[Any] = [get_object_or_404(visible, pk=pk) for pk in (first, second)]
    if not permissions.may_merge(request.user, rows[0], rows[1]):
        raise PermissionDenied
    if request.method == "POST":
        return _decide(request, rows)
    context = {
        "role": role,
        "sides": [_side(row) for row in rows],
        "breadcrumbs_items": _breadcrumbs({"url": "", "label": str(rows[0])}),
        "header_title": _("Are these one?"),
        "header_icon": "copy",
    }
    return render(request, "directory/compare.html", context)


def _decide(request: HttpRequest, rows: list[Any]) -> HttpResponse:
    kept_id, at = request.POST.get("kept", ""), timezone.now()
    if request.POST.get("decision") == "apart":
        directory.keep_apart(rows[0], rows[1], by=signed_in(request), at=at)
        messages.success(request, _("Noted: these are two. They will not be suggested again."))
        return redirect("directory:duplicates")
    kept = next((row for row in rows if str(row.pk) == kept_id), rows[0])
    gone = rows[1] if kept is rows[0] else rows[0]
    try:
        directory.merge(kept, gone, by=signed_in(request), at=at)
    except (directory.SameRow, directory.AlreadyMerged):
        messages.error(request, _("One of the two has been merged meanwhile."))
    except directory.Erased:
        messages.error(request, _ERASED)
    else:
        messages.success(request, _("“{0}” now holds both. This can be undone below.").format(kept))
    return redirect("directory:duplicates")


def _side(row: Any) -> dict[str, Any]:
    role = "person" if isinstance(row, Person) else "outlet"
    posts = Post.objects.filter(**{role: row}).select_related("outlet", "person")
    return {
        "row": row,
        "points": ContactPoint.objects.filter(**{role: row}),
        "posts": posts,
        "tenures": Tenure.objects.filter(person=row).select_related("office__unit") if role == "person" else [],
        "tags": row.tags.all(),
    }


@require_POST
def unmerge(request: HttpRequest, merge_id: int) -> HttpResponse:
    """Part what was merged."""
    merge = get_object_or_404(Merge.objects.visible_to(request.user, timezone.now()), pk=merge_id)
    if not permissions.may_unmerge(request.user, merge):
        raise PermissionDenied
    try:
        directory.unmerge(merge, by=signed_in(request), at=timezone.now())
    except directory.LaterMergeStands:
        messages.error(request, _("A later merge of the same record must be undone first."))
    except directory.AlreadyParted:
        messages.error(request, _("This merge has been undone already."))
    except directory.Erased:
        messages.error(request, _ERASED)
    else:
        messages.success(request, _("“{0}” and “{1}” are two records again.").format(merge.kept, merge.gone))
    return redirect("directory:duplicates")
