"""A page with several small forms: what was sent is carried out, or says beside itself what stands in the way."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from kopru.cases.forms.asking import DeedForm
from kopru.cases.obstacles import Obstacle
from kopru.cases.showing.states import Words
from kopru.core.models import User


class Sheet:
    """The forms of one page by their names; `is` in what was sent says which of them it was."""

    def __init__(self, request: HttpRequest, *, user: User, at: datetime) -> None:
        """Begin empty."""
        self.request, self.user, self.at = request, user, at
        self.forms: dict[str, DeedForm] = {}
        self.asked = request.POST.get("is", "") if request.method == "POST" else ""
        self._verbs: dict[str, tuple[Callable[[Any], object], Words]] = {}

    def add(
        self, name: str, kind: type[DeedForm], thing: Any, do: Callable[[Any], object], *, press: Words, done: Words
    ) -> None:
        """Add a form; `do(form)` is the verb, `press` its button, `done` what is said after it."""
        given: dict[str, Any] = {"thing": thing, "user": self.user, "at": self.at, "auto_id": f"{name}_%s"}
        sent = (self.request.POST, self.request.FILES) if self.asked == name else ()
        form = kind(*sent, **given)
        form.sheet_name, form.press = name, press
        self.forms[name] = form
        self._verbs[name] = (do, done)

    def is_done(self) -> bool:
        """Carry out what was sent; tell whether it is done and the page can be fetched anew."""
        form = self.forms.get(self.asked)
        if form is None or not form.is_valid():
            return False
        do, done = self._verbs[self.asked]
        try:
            do(form)
        except Obstacle as obstacle:
            form.refuse(obstacle)
            return False
        messages.success(self.request, str(done))
        return True

    @property
    def status(self) -> int:
        """Return how the page answers: a form with errors is no success."""
        form = self.forms.get(self.asked)
        return HTTPStatus.UNPROCESSABLE_ENTITY if form is not None and form.errors else HTTPStatus.OK
