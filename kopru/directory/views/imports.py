"""Lists of contacts: upload, columns, the word to take over, and the way out."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from kopru.directory import actions as directory
from kopru.directory import exporting, permissions
from kopru.directory.forms import ColumnsForm, UploadForm
from kopru.directory.intake import sheets
from kopru.directory.models import ImportFile
from kopru.directory.views.door import signed_in

#: A form's own bytes around its file.
_ENVELOPE = 64 * 1024


@csrf_exempt  # asked for in `_receive`: to read the token is to read the whole body, and the size comes first
def upload(request: HttpRequest) -> HttpResponse:
    """Receive a list; one that is too large is refused by its announced size, before a byte of it is read."""
    if not permissions.may_import(request.user):
        raise PermissionDenied
    try:
        sheets.refuse_size(int(request.META.get("CONTENT_LENGTH") or 0) - _ENVELOPE)
    except sheets.FileTooLarge as obstacle:
        return _form(request, UploadForm(), obstacle=str(obstacle), status=413)
    return _receive(request)


@csrf_protect
def _receive(request: HttpRequest) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, status=200 if request.method != "POST" else 422)
    file: File[bytes] = form.cleaned_data["file"]
    try:
        stored = directory.receive(file, name=file.name or "", by=signed_in(request), at=timezone.now())
    except sheets.FileTooLarge as obstacle:
        return _form(request, form, obstacle=str(obstacle), status=413)
    return redirect("directory_imports:inspect", stored.pk)


def _form(request: HttpRequest, form: UploadForm, *, obstacle: str = "", status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "obstacle": obstacle,
        "header_title": _("Import a list"),
        "header_icon": "upload",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("directory_imports:index"), "label": _("Import and export")},
        ],
    }
    return render(request, "directory/upload.html", context, status=status)


def _visible(request: HttpRequest, pk: int) -> ImportFile:
    if not permissions.may_import(request.user):
        raise PermissionDenied
    return get_object_or_404(ImportFile.objects.visible_to(request.user, timezone.now()), pk=pk)


@require_POST
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the list again with the columns the clerk chose."""
    import_file = _visible(request, pk)
    form = ColumnsForm(request.POST, import_file=import_file)
    if not form.is_valid():
        messages.error(request, _("The columns could not be understood."))
        return redirect("directory_imports:inspect", pk)
    try:
        directory.choose_columns(import_file, fields=form.chosen(), by=signed_in(request), at=timezone.now())
    except directory.NotPreviewed:
        messages.error(request, _("This list has been taken over already."))
    return redirect("directory_imports:inspect", pk)


@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the good rows over."""
    import_file = _visible(request, pk)
    if not permissions.may_apply(request.user, import_file):
        messages.error(request, _("This list has been taken over already."))
        return redirect("directory_imports:inspect", pk)
    try:
        directory.apply(import_file, by=signed_in(request), at=timezone.now())
    except directory.NotPreviewed:
        messages.error(request, _("This list has been taken over already."))
    return redirect("directory_imports:inspect", pk)


@require_safe
def progress(request: HttpRequest, pk: int) -> JsonResponse:
    """Say how far a list is."""
    found = _visible(request, pk)
    return JsonResponse({"state": found.state, "done": found.done_count, "rows": found.row_count})


@require_safe
def export(request: HttpRequest, ending: str) -> HttpResponse:
    """Hand out what the user may see, as a table that can be imported again."""
    if not permissions.may_import(request.user):
        raise PermissionDenied
    at = timezone.now()
    rows = exporting.table(request.user, at)
    if ending == "xlsx":
        kind, content = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", exporting.as_xlsx(rows)
    else:
        kind, content = "text/csv; charset=utf-8", exporting.as_csv(rows)
    name = f"rehber-{timezone.localdate(at).isoformat()}.{ending}"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
