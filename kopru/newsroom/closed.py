"""The editor's door while a bulletin is not being written: why it is closed, and what can be done."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kopru.core import clock
from kopru.core.models import User
from kopru.newsroom import permissions
from kopru.newsroom.deeds import DEEDS, offered_to
from kopru.newsroom.models import Bulletin
from kopru.newsroom.models.bulletins import Visibility
from kopru.newsroom.states import state_of

#: what leads on from a closed editor
_WAYS = ("geri-al", "yeniden-yaz")
#: one of the words the editor's script knows: others it reports as "a server error"
_LOCKED = "locked"


def refusal(request: HttpRequest, pk: str) -> HttpResponse | None:
    """Return why the words cannot be changed; None where they can, or where others answer.

    A page for people; to the editor, which saves by itself, the words it shows beside "Autosave is paused".
    """
    user, at = request.user, clock.now()
    if not isinstance(user, User) or not permissions.may_write(user) or not pk.isdigit():
        return None
    bulletin = Bulletin.objects.visible_to(user, at).select_related("candidate__made_by").filter(pk=pk).first()
    if bulletin is None or bulletin.is_open:
        return None
    if not request.accepts("text/html"):
        answer = {"success": False, "error_code": _LOCKED, "error_message": _reason(bulletin)}
        return JsonResponse(answer, status=409)
    offered = {deed.name for deed in offered_to(user, bulletin, at)}
    context = {
        "bulletin": bulletin,
        "state": state_of(bulletin, at),
        "may_decide": permissions.may_decide(user, bulletin, at=at),
        "ways": [DEEDS[name] for name in _WAYS if name in offered],
        "had_words": request.method == "POST",
    }
    return render(request, "newsroom/closed.html", context, status=403)


def _reason(bulletin: Bulletin) -> str:
    if bulletin.visibility == Visibility.WITHDRAWN:
        return _("This bulletin was withdrawn. What you write now is not saved; copy your words.")
    if bulletin.is_waiting:
        return _("This bulletin was sent for approval meanwhile. What you write now is not saved; copy your words.")
    return _("This bulletin was approved meanwhile. What you write now is not saved; copy your words.")
