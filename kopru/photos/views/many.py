"""Many photos at once: handed in with what they have in common, and captioned in one sitting."""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from kopru.photos import actions, intake
from kopru.photos.forms import CommonForm, captions_of
from kopru.photos.models import Photo
from kopru.photos.permissions import may_caption
from kopru.photos.views.entrance import photo_desk, user_of, visible

#: photos captioned on one page: as many as a browser sends in one form
MOST: Final = 60


@require_http_methods(["GET", "HEAD", "POST"])
@photo_desk
def upload(request: HttpRequest) -> HttpResponse:
    """Ask for photos; on POST take them in: one by one for the page's script, together without it."""
    form = CommonForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return render(request, "photos/desk/upload.html", {"form": form})
    files = request.FILES.getlist("files[]")
    is_script = request.headers.get("Accept", "").startswith("application/json")
    if not form.is_valid() or not files:
        if is_script:
            said = " ".join(str(error) for errors in form.errors.values() for error in errors)
            return JsonResponse({"success": False, "error_message": said or _("Choose at least one photo.")})
        return render(request, "photos/desk/upload.html", {"form": form, "is_fileless": not files}, status=422)
    taken = [_taken(request, form, file) for file in files]
    if is_script:
        return JsonResponse(taken[0])
    for each in taken:
        if not each["success"]:
            messages.error(request, f"{each['name']}: {each['error_message']}")
    kept = [each["photo"] for each in taken if each["success"]]
    if not kept:
        return redirect("wagtailimages:add_multiple")
    return redirect(f"{reverse('photo_desk:captions')}?{urlencode({'id': kept}, doseq=True)}")


def _taken(request: HttpRequest, form: CommonForm, file: Any) -> dict[str, Any]:
    """Take one file in; return what the page says of it."""
    said: dict[str, Any] = {"success": False, "name": file.name}
    try:
        photo = intake.accept(
            file, name=file.name, by=user_of(request), at=timezone.now(), tags=form.tags_given, **form.words
        )
    except intake.AlreadyKept as double:
        return said | {"error_message": " ".join(double.messages), "alike": [_shown(double.photo)]}
    except ValidationError as refused:
        return said | {"error_message": " ".join(refused.messages)}
    alike = [_shown(other) for other in intake.lookalikes(photo)]
    return said | {"success": True, "photo": photo.pk, "alike": alike} | _shown(photo)


def _shown(photo: Photo) -> dict[str, str]:
    return {"title": photo.title, "address": photo.get_absolute_url(), "thumbnail": photo.url_for("fill-180x120")}


@require_http_methods(["GET", "HEAD", "POST"])
@photo_desk
def captions(request: HttpRequest) -> HttpResponse:
    """Show a row for each chosen photo, and above them what is written beside all; on POST write it."""
    asked = [pk for pk in request.GET.getlist("id") if pk.isascii() and pk.isdigit() and len(pk) < 10]
    scope = visible(request).prefetch_related("tags")
    chosen = [photo for photo in scope.filter(pk__in=asked[:MOST]) if may_caption(request.user, photo)]
    if not chosen:
        messages.warning(request, _("Choose the photos first."))
        return redirect("wagtailimages:index")
    data = request.POST if request.method == "POST" else None
    common, rows = CommonForm(data), captions_of(chosen, data)
    is_sound = all([common.is_valid(), *(row.is_valid() for row in rows)]) if data is not None else False
    if is_sound:
        return _captioned(request, common, rows)
    context = {"common": common, "rows": rows, "most": MOST if len(asked) > MOST else 0}
    return render(request, "photos/desk/captions.html", context, status=200 if data is None else 422)


def _captioned(request: HttpRequest, common: CommonForm, rows: Any) -> HttpResponse:
    changed = 0
    with transaction.atomic():
        stored = Photo.objects.in_bulk([row.instance.pk for row in rows])
        for row in rows:
            words = row.cleaned_data | common.words
            done = actions.caption(
                stored[row.instance.pk], words=words, tags=common.tags_given, by=user_of(request), at=timezone.now()
            )
            changed += bool(done)
    said = ngettext("%(count)d photo was changed.", "%(count)d photos were changed.", changed) % {"count": changed}
    messages.success(request, said)
    return redirect("wagtailimages:index")
