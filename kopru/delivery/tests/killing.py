"""A worker killed with SIGKILL at any moment, again and again; used by a test and by the bench."""

import contextlib
import json
import os
import random
import secrets
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path

import psycopg

from kopru.delivery.tests.relay import Behaviour, running


@dataclass
class Outcome:
    """What remained after all kills, compared with what arrived; `kills` are those in the midst of work."""

    kills: int
    rows: int
    states: Counter[str]
    tally: dict[str, int]
    dispatch: str
    lost: int
    doubled: int
    wrongly_delivered: int
    unknown_that_arrived: int


def kill(home: Path, *, rows: int, kills: int, channel: str, seed: int) -> Outcome:
    """Send `rows` mails while the worker is killed `kills` times, then let a last one finish; compare with the sink."""
    with running(Behaviour()) as (url, server), _own_database() as database:
        env = {
            **os.environ,
            **database,
            "DJANGO_SETTINGS_MODULE": "kopru.config.settings",
            "KOPRU_HOME": str(home),
            "KOPRU_MAIL_CHANNEL": channel,
            "KOPRU_SMTP_RELAYS": url,
            "KOPRU_SMTP_CONNECTIONS": "2",
        }
        command = [sys.executable, "-m", "kopru.delivery.tests.killing", str(rows), str(kills), str(seed)]
        done = subprocess.run(command, env=env, stdout=subprocess.PIPE, check=True, timeout=600 + 3 * kills)
        return _judge(json.loads(done.stdout.splitlines()[-1]), _arrived(home, server, channel), rows)


@contextlib.contextmanager
def _own_database() -> Iterator[dict[str, str]]:
    """Give each run a database of its own on PostgreSQL: one that another home has sent from holds everything back."""
    url = os.environ.get("KOPRU_DATABASE_URL", "")
    if not url:
        yield {}
        return
    name = f"kill_{secrets.token_hex(6)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield {"KOPRU_DATABASE_URL": f"{url.rpartition('/')[0]}/{name}"}
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _arrived(home: Path, server: Behaviour, channel: str) -> Counter[str]:
    if channel == "outbox":
        return Counter(path.stem for path in (home / "outbox").glob("*/*.eml"))
    ids = (message_from_bytes(one.content)["Message-ID"] for one in server.received)
    return Counter(one.split(".")[1].split("@")[0] for one in ids)


def _judge(end: dict, arrived: Counter[str], rows: int) -> Outcome:
    states = end["rows"]
    return Outcome(
        kills=end["kills"],
        rows=len(states),
        states=Counter(states.values()),
        tally=end["counts"],
        dispatch=end["state"],
        lost=rows - len(states) + sum(state in ("queued", "claimed", "handed") for state in states.values()),
        doubled=sum(number > 1 for number in arrived.values()),
        wrongly_delivered=sum(state == "delivered" and pk not in arrived for pk, state in states.items()),
        unknown_that_arrived=sum(state == "unknown" and pk in arrived for pk, state in states.items()),
    )


# ── inside the process that starts and kills the workers ───────────────────────────────────────────────────────────


def _main(rows: int, kills: int, seed: int) -> None:
    import django  # noqa: PLC0415  set up only in this process

    django.setup()
    from django.apps import apps  # noqa: PLC0415
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415

    from kopru.delivery import actions as delivery  # noqa: PLC0415
    from kopru.delivery import sending  # noqa: PLC0415
    from kopru.delivery.channels.smtp import carrier as smtp_carrier  # noqa: PLC0415
    from kopru.delivery.models import Recipient  # noqa: PLC0415
    from kopru.delivery.tests.factories import addressees, draft  # noqa: PLC0415

    # Tables made from the models at once: the history of migrations is not what is tested.
    settings.MIGRATION_MODULES = {config.label: None for config in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)
    dispatch = draft(terms=delivery.Terms(threshold=10**9))
    delivery.freeze(dispatch, addressees=addressees(rows), at=datetime.now(UTC))
    delivery.release(dispatch, by=None, at=datetime.now(UTC))
    # One batch first: a child that must still import what it needs would be killed while it does that.
    sending.send_batch(dispatch.pk, clock=lambda: datetime.now(UTC))
    while smtp_carrier._idle:
        smtp_carrier._idle.pop().quit()
    chance, done = random.Random(seed), 0  # noqa: S311  moments of killing, not secrets
    for _kill in range(kills):
        connections.close_all()  # a child must not share them
        child = os.fork()
        if child == 0:
            _work(dispatch.pk)
        time.sleep(chance.uniform(0, 0.4))
        os.kill(child, signal.SIGKILL)
        was_killed = os.waitpid(child, 0)[1] == signal.SIGKILL
        done += was_killed and Recipient.objects.filter(dispatch=dispatch, state__in=("queued", "claimed")).exists()
    _work(dispatch.pk, until_finished=True)
    dispatch.refresh_from_db()
    found = dict(Recipient.objects.filter(dispatch=dispatch).values_list("pk", "state"))
    counts = {state: number for state, number in dispatch.counts().items() if number}
    print(json.dumps({"state": dispatch.state, "rows": found, "counts": counts, "kills": done}))  # noqa: T201


def _work(dispatch_id: int, *, until_finished: bool = False) -> None:
    """Do a worker's loop without the queue, which only wakes it; leases are short so that a kill is noticed."""
    from kopru.delivery import sending  # noqa: PLC0415
    from kopru.delivery.models import Dispatch  # noqa: PLC0415
    from kopru.delivery.sending import claiming, ledger  # noqa: PLC0415

    claiming.LEASE = ledger.LEASE = timedelta(seconds=0.3)
    while True:
        ledger.take_back(at=datetime.now(UTC))
        if not sending.send_batch(dispatch_id, clock=lambda: datetime.now(UTC)):
            if until_finished and Dispatch.objects.get(pk=dispatch_id).state == "finished":
                return
            time.sleep(0.02)


if __name__ == "__main__":
    _main(*map(int, sys.argv[1:]))
