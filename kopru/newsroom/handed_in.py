"""A unit's material as the beginning of a bulletin (N11): the tray offers it, the editor begins with it."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import escape

from kopru.cases.models import Case, Material
from kopru.core.models import AnyUser
from kopru.newsroom import permissions


def address(material: Material, user: AnyUser) -> str:
    """Return where a bulletin begins with `material`; "" for those who write none."""
    query = urlencode({"malzeme": material.pk})
    return f"{reverse('bulletin:add')}?{query}" if permissions.may_write(user) else ""


def beginning(written: str, *, user: AnyUser, at: datetime) -> dict[str, Any]:
    """Return headline, unit and paragraphs of the material of that number; nothing for what `user` may not see."""
    if not (written.isascii() and written.isdigit() and len(written) < 19):
        return {}
    visible = Case.objects.visible_to(user, at).values("pk")
    material = Material.objects.filter(pk=int(written), case__in=visible).select_related("case", "unit").first()
    if material is None:
        return {}
    parts = [" ".join(part.split()) for part in material.case.text.split("\n\n") if part.strip()]
    body = [("paragraph", f"<p>{escape(part)}</p>") for part in parts] or [("paragraph", "")]
    return {"headline": material.case.subject, "unit": material.unit, "body": body}
