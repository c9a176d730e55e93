"""The editor's door while a bulletin is not being written: why it is closed, and what can be done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kopru.core.models import User
from kopru.newsroom import permissions
from kopru.newsroom.deeds import DEEDS, offered_to
from kopru.newsroom.models import Bulletin
from kopru.newsroom.states import state_of

#: what leads on from a closed editor
_WAYS = ("geri-al", "yeniden-yaz")


def refusal(request: HttpRequest, pk: str) -> HttpResponse | None:
    """Return the page that says why the words cannot be changed; None where they can, or where others answer."""
    user, at = request.user, timezone.now()
    if not isinstance(user, User) or not permissions.may_write(user) or not pk.isdigit():
        return None
    bulletin = Bulletin.objects.visible_to(user, at).select_related("candidate__made_by").filter(pk=pk).first()
    if bulletin is None or bulletin.is_open:
        return None
    offered = {deed.name for deed in offered_to(user, bulletin, at)}
    context = {
        "bulletin": bulletin,
        "state": state_of(bulletin, at),
        "may_decide": permissions.may_decide(user, bulletin, at=at),
        "ways": [DEEDS[name] for name in _WAYS if name in offered],
        "had_words": request.method == "POST",
    }
    return render(request, "newsroom/closed.html", context, status=403)
