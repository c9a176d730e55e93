"""How anybody asks: choose a topic, fill one form, take the receipt along."""

from datetime import date, datetime
from http import HTTPStatus
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from kopru.cases import actions
from kopru.cases.forms.ask import CaseForm
from kopru.cases.models import Case, GroupVisit, Matter
from kopru.cases.obstacles import Obstacle
from kopru.cases.public import guard, topics
from kopru.cases.public import notice as privacy
from kopru.cases.public.topics import Topic
from kopru.cases.special import packs
from kopru.cases.views.public.door import page, public

#: Forms taken from one place within an hour; an office or a school shares one address.
A_HOUR: Final = 30


@public(listed=True)
def start(request: HttpRequest) -> HttpResponse:
    """Show what can be asked, and what is answered already."""
    asked = " ".join(request.GET.get("soru", "").split())[:200]
    context: dict[str, Any] = {
        "kinds": topics.kinds(),
        "matters": topics.matters(),
        "asked": asked,
        "answered": topics.answered_already(asked, at=timezone.now()) if asked else (),
        "like": topics.like(asked) if asked else (),
    }
    return page(request, "start.html", **context)


@public("POST", listed=True)
def by_kind(request: HttpRequest, name: str) -> HttpResponse:
    """Take down an ask of one type."""
    topic = topics.of_kind(name)
    if topic is None or topic not in topics.kinds():
        raise Http404(name)
    return _form(request, topic)


@public("POST", listed=True)
def by_matter(request: HttpRequest, slug: str) -> HttpResponse:
    """Take down an ask about one matter."""
    matter = get_object_or_404(Matter.objects.offered(), slug=slug)
    return _form(request, topics.of_matter(matter))


@public()
def maybe(request: HttpRequest) -> HttpResponse:
    """Return what may answer the words that are being typed: a piece of a page."""
    asked = request.GET.get("soru", "")
    return page(request, "maybe.html", answered=topics.answered_already(asked, at=timezone.now()))


def _form(request: HttpRequest, topic: Topic) -> HttpResponse:
    at = timezone.now()
    if request.method != "POST":
        return _asked(request, topic, CaseForm(request=request, at=at, topic=topic))
    form = CaseForm(request.POST, request.FILES, request=request, at=at, topic=topic)
    made = Case.objects.filter(ticket=form.ticket_name).first() if form.ticket_name else None
    if made is not None:
        return _receipt(request, made)
    if guard.is_too_often("form", request, most=A_HOUR, at=at):
        form.is_valid()
        form.add_error(
            None,
            _(
                "Very many forms came from your connection within the hour. Try again later, or telephone or write to"
                " us."
            ),
        )
        return _asked(request, topic, form, status=HTTPStatus.TOO_MANY_REQUESTS)
    if not form.is_valid():
        return _asked(request, topic, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _taken_down(request, topic, form, at)


def _taken_down(request: HttpRequest, topic: Topic, form: CaseForm, at: datetime) -> HttpResponse:
    try:
        case = _open(form, at)
    except Obstacle as obstacle:
        form.add_error("text", str(obstacle))
        return _asked(request, topic, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except IntegrityError:  # the same form, sent twice at the same moment: the other one was first
        return _receipt(request, get_object_or_404(Case, ticket=form.ticket_name))
    return _receipt(request, case)


@transaction.atomic
def _open(form: CaseForm, at: datetime) -> Case:
    """Open the case with what belongs to its type, and answer it where a ready pack does."""
    ask, given = form.ask(), form.cleaned_data
    pack = packs.for_ask(ask, wished_on=given.get("wished_on"))
    case = actions.open_case(packs.without_receipt(ask) if pack else ask, by=None, at=at)
    if given.get("institution"):
        GroupVisit.objects.create(
            case=case,
            institution=given["institution"],
            people=given["people"],
            ages=given["ages"],
            wished_on=given["wished_on"],
        )
    if pack:
        packs.answer(case, pack, at=at)
    return case


def _asked(request: HttpRequest, topic: Topic, form: CaseForm, *, status: int = HTTPStatus.OK) -> HttpResponse:
    words = str(topic.title) if topic.matter else ""
    if form.is_bound:
        words = form.data.get("subject", "")
    context: dict[str, Any] = {
        "topic": topic,
        "form": form,
        "notice": privacy.notice(),
        "answered": topics.answered_already(words, matter=topic.matter, at=form.at),
    }
    return page(request, "form.html", status=status, **context)


def _receipt(request: HttpRequest, case: Case) -> HttpResponse:
    """Show the receipt; sent anew, the same form shows it again."""
    return page(
        request,
        "receipt.html",
        case=case,
        received_on=_day(case.received_at),
        pack=packs.of_case(case),
        is_mailed=bool(case.email_key),
    )


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)
