"""The cases that Q10 asks for (`COUNT`): filled in one go, then asked for as by a clerk; prints milliseconds."""

import html
import json
import random
import re
import sys
import time
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import Group  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from kopru.cases.models import Case, Channel, Close, Kind, LegalClass, State  # noqa: E402
from kopru.core.models import User  # noqa: E402
from kopru.core.roles import Role, sync  # noqa: E402
from kopru.search import index  # noqa: E402

_TIMES, _WARM, _BATCH = 11, 2, 2000
_SUBJECTS = ("Yanmayan sokak lambası", "Sahil yolunda çukur", "Su faturasına itiraz", "Pazar yerinde temizlik")
_WORDS = "Zeytin Sokak’taki aydınlatma direği üç gündür yanmıyor. Gereğini rica ederim."
_RARE = "Kırık salıncak zinciri"


def fill(count: int, owners: list[User]) -> None:
    """Make `count` cases, one in ten open, a hundred of them with a word of their own."""
    drawn, now = random.Random(count), timezone.now()  # noqa: S311 - the same cases each time, nothing secret
    numbers = iter(range(1, count + 1))
    while batch := list(islice(numbers, _BATCH)):
        index.put_many(Case.objects.bulk_create(_case(number, count, owners, drawn, now) for number in batch))


def _case(number: int, count: int, owners: list[User], drawn: random.Random, now: datetime) -> Case:
    is_open = drawn.random() < 0.1
    came = now - timedelta(days=drawn.randint(0, 40) if is_open else drawn.randint(30, 1500), minutes=number % 600)
    due = came + timedelta(days=30)
    states = [State.NEW, State.OPEN, State.REFERRED, State.APPROVAL, State.LEAVING, State.ASKED]
    closed: dict[str, Any] = {"closed_at": due, "closed_how": Close.DONE, "closing_reason": "Yapıldı."}
    return Case(
        year=2026,
        number=number,
        kind=drawn.choice([Kind.REQUEST, Kind.COMPLAINT, Kind.INFORMATION, Kind.REPORT]),
        legal_class=LegalClass.PETITION,
        channel=drawn.choice([Channel.EMAIL, Channel.PHONE, Channel.FORM]),
        subject=_RARE if number % max(1, count // 100) == 0 else drawn.choice(_SUBJECTS),
        text=_WORDS,
        name=f"Işıl Çağlar {number % 5000}",
        email=f"kisi{number % 5000}@example.org",
        email_key=f"kisi{number % 5000}@example.org",
        state=drawn.choice(states) if is_open else State.CLOSED,
        owner=drawn.choice([None, *owners]),
        received_at=came,
        opened_at=came,
        due_at=due,
        due_on=timezone.localdate(due),
        **({} if is_open else closed),
    )


def ask(client: Client) -> dict[str, float]:
    """Return the milliseconds of each page: the quickest of several, for whatever else runs only makes it slower."""
    board = "/masa/basvurular/"
    first = client.get(board)
    assert first.status_code == 200, first.status_code
    more = re.search(r'href="([^"]+)" data-case-next', first.content.decode())
    assert more, "no second page"
    pages = {
        "list": board,
        "next": board + html.unescape(more[1]),
        "closed": f"{board}?raf=kapali",
        "search": f"{board}?q=salıncak+zinciri",
    }
    return {name: _milliseconds(client, address) for name, address in pages.items()}


def _milliseconds(client: Client, address: str) -> float:
    taken = []
    for _each in range(_TIMES + _WARM):
        began = time.perf_counter()
        response = client.get(address)
        taken.append((time.perf_counter() - began) * 1000)
        assert response.status_code == 200, address
    return min(taken[_WARM:])


def main() -> None:
    """Fill, ask, and print."""
    sync()
    owners = [User.objects.create_user(f"olcum{number}", f"olcum{number}@example.org") for number in range(6)]
    owners[0].groups.add(Group.objects.get(name=Role.CLERK.value))
    fill(int(sys.argv[1]), owners)
    client = Client()
    client.force_login(owners[0])
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}, ALLOWED_HOSTS=["*"]):
        print(json.dumps(ask(client)))


if __name__ == "__main__":
    main()
