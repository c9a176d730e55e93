"""Ready packs for visitors and groups, by language."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from kopru.cases.models import Pack
from kopru.cases.views.public.door import page, public
from kopru.core import public_pages


@public(listed=True)
def packs(request: HttpRequest) -> HttpResponse:
    """List what is ready, in the language of the page."""
    shown = Pack.objects.filter(is_public=True, language=get_language()).select_related("matter")
    others = Pack.objects.filter(is_public=True).exclude(language=get_language())
    languages = sorted(set(others.values_list("language", flat=True)) & set(public_pages.LANGUAGES))
    return page(request, "packs.html", packs=shown, others=languages)


@public(listed=True)
def pack(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one pack, in its own language."""
    found = get_object_or_404(Pack, pk=pk, is_public=True)
    return page(request, "pack.html", language=found.language, pack=found)


@public(listed=True)
def file(_request: HttpRequest, pk: int) -> FileResponse:
    """Hand out the file of a pack.

    :raises Http404: if it has none
    """
    found = get_object_or_404(Pack, pk=pk, is_public=True)
    if not found.file:
        raise Http404
    name = str(found.file.name).rpartition("/")[2]
    response = FileResponse(found.file.open("rb"), as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
