"""Pages about the office itself: how it is reached, who answers for the site, its sign."""

import mimetypes
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from kopru.core.models import Identity
from kopru.core.roles import STAFF, holds
from kopru.turkish import phones
from kopru.web import colours, pages

#: an uploaded drawing may hold a script; opened by itself it must not run
_INERT: Final = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    """Say how the press office is reached."""
    identity = pages.identity_of(request)
    place = quote(" ".join(identity.address.split()))
    context = {"at": "contact", "tel": tel(identity.phone), "map": f"geo:0,0?q={place}"}
    return pages.public(pages.render(request, "contact.html", context))


@require_safe
def imprint(request: HttpRequest) -> HttpResponse:
    """Say who answers for what is published here (law 5187 art. 4, law 5651 art. 3)."""
    language = pages.language_of(request)
    with override(language):
        rows = imprint_rows(pages.identity_of(request))
    is_staff = holds(request.user, *STAFF)
    context = {
        "rows": [(label, value) for label, value in rows if value],
        "missing": [label for label, value in rows if not value] if is_staff else [],
    }
    response = pages.render(request, "imprint.html", context)
    return pages.private(response) if is_staff else pages.public(response)


@require_safe
def logo(request: HttpRequest) -> HttpResponseBase:
    """Serve the office's own logo; ours where none was given."""
    identity = pages.identity_of(request)
    if not identity.logo or not identity.logo.name:
        return sign(request)
    name = PurePosixPath(identity.logo.name).name
    try:
        # not `logo.open`: the identity is at hand for every thread, and its file would be too
        opened = identity.logo.storage.open(identity.logo.name)
        response = FileResponse(opened, content_type=mimetypes.guess_type(name)[0])
    except FileNotFoundError as error:
        raise Http404 from error
    response.headers["Content-Security-Policy"] = _INERT
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@require_safe
def sign(request: HttpRequest) -> HttpResponse:
    """Serve the bridge in the identity's colour, as the sign in the browser's tab."""
    identity = pages.identity_of(request)
    palette = colours.palette(identity.colour_primary, identity.colour_accent)
    drawn = render_to_string("web/sign.svg", {"colours": palette})
    return pages.public(HttpResponse(drawn, content_type="image/svg+xml"))


@require_safe
def favicon(_request: HttpRequest) -> HttpResponse:
    """Send those who ask for it by habit to the sign."""
    return redirect("web:sign", permanent=True)


def imprint_rows(identity: Identity) -> list[tuple[str, str]]:
    """Return label and value of everything the künye must say; a missing value is empty."""
    return [
        (_("Owner"), identity.publisher),
        (_("Responsible manager"), identity.responsible_manager),
        (_("Place of management"), identity.management_place),
        (_("Address"), " ".join(identity.address.split())),
        (_("Telephone"), identity.phone),
        (_("E-mail"), identity.email),
        (_("Electronic notification address"), identity.notification_address),
        (_("Registered e-mail (KEP)"), identity.registered_email),
        (_("Hosting provider"), ", ".join(part for part in (identity.host_name, identity.host_address) if part)),
    ]


def tel(written: str) -> str:
    """Return the link that dials (RFC 3966); empty for what is no number."""
    try:
        phone = phones.parse(written)
    except phones.PhoneInvalid:
        return ""
    extension = f";ext={phone.extension}" if phone.extension else ""
    return f"tel:{phone.e164 or phone.display}{extension}"
