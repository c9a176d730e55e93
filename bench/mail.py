"""Q1, Q2, Q5, STOP: mail with its ledger against smtp-source, the cost of DKIM, freezing a million rows, stopping."""

import contextlib
import gc
import json
import os
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from tests.servers import program, smtp_sink

Row = dict[str, Any]

COUNT = int(os.environ.get("KOPRU_BENCH_MAILS", "10000"))
ROWS = int(os.environ.get("KOPRU_BENCH_ROWS", "1000000"))
SIZE = 20_000


def q1() -> list[Row]:
    """Send personalised mails of 20 KB through the ledger, and the same number with smtp-source to the same sink."""
    with smtp_sink() as port:
        reference = _smtp_source(port)
        rate = mails_a_second(port)
    goal = 0.5 if os.environ.get("KOPRU_DATABASE_URL") else 0.6
    return [
        _row("Q1 e-mail with ledger", rate, "mails/s", reference, f"≥ {goal} of smtp-source", rate / reference >= goal)
    ]


def q2() -> list[Row]:
    """Send the same signed with RSA-2048, beside the same unsigned."""
    with smtp_sink() as port:
        plain = mails_a_second(port)
        found = _in_home("send", str(port), "--dkim")
    per_core = found["per_core"]
    met = found["rate"] / plain >= 0.3 and per_core >= 600
    rows = [_row("Q2 the same with DKIM", found["rate"], "mails/s", plain, "≥ 0.3 of Q1, ≥ 600/s a core", met)]
    return [*rows, _row("Q2 a second of one core", per_core, "mails/s", None, "≥ 600", per_core >= 600)]


def mails_a_second(port: int) -> float:
    """Return how many mails a second leave through the ledger to the sink on `port`."""
    return _in_home("send", str(port))["rate"]


def mails_a_second_from_the_first_row(port: int) -> float:
    """Return the same with our own number of connections and the time in which the recipients are written."""
    return _in_home("send", str(port), connections=None)["whole"]


def q5() -> Row:
    """Freeze a million recipients, and copy the same rows with nothing but the database."""
    found = _in_home("freeze")
    ratio = found["seconds"] / found["reference"]
    return _row("Q5 freezing recipients", found["seconds"], f"s/{ROWS:,}", found["reference"], "≤ 3 × bare", ratio <= 3)


def stop() -> Row:
    """Stop a dispatch in the midst of its letters, and count the seconds until the last one is out of hand (G5)."""
    with smtp_sink() as port:
        found = _in_home("stop", str(port))
    name = f"STOP after {found['sent']:,.0f} of {COUNT:,}"
    return _row(name, found["seconds"], "s", None, "≤ 2 s, nothing claimed after it", found["seconds"] <= 2)


def _row(name: str, figure: float, unit: str, reference: float | None, goal: str, met: bool) -> Row:  # noqa: FBT001
    return {
        "id": name,
        "figure": round(figure, 2),
        "unit": unit,
        "reference": reference and round(reference, 2),
        "ratio": figure / reference if reference else None,
        "goal": goal,
        "met": met,
    }


def _smtp_source(port: int) -> float:
    """Return the mails a second of smtp-source with one session."""
    source = program("smtp-source", "/usr/sbin")
    began = time.monotonic()
    subprocess.run([source, "-s", "1", "-m", str(COUNT), "-l", str(SIZE), f"127.0.0.1:{port}"], check=True)
    return COUNT / (time.monotonic() - began)


def _in_home(*arguments: str, connections: int | None = 1) -> dict[str, float]:
    """Run this module in a process with a home of its own; return what it measured. None is the product's default."""
    with tempfile.TemporaryDirectory(prefix="kopru-bench-") as folder, _database_of_its_own() as database:
        home = {"KOPRU_HOME": folder, "KOPRU_MAIL_CHANNEL": "smtp"}
        env = {**os.environ, **database, **home}
        if connections is not None:
            env["KOPRU_SMTP_CONNECTIONS"] = str(connections)
        if arguments[0] in {"send", "stop"}:
            env["KOPRU_SMTP_RELAYS"] = f"smtp://127.0.0.1:{arguments[1]}"
        if "--dkim" in arguments:
            env["KOPRU_DKIM_KEYS"] = f"bench@example.org={_key(Path(folder))}"
        command = [sys.executable, "-m", "bench.mail", *arguments]
        done = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE)
        found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
        return found


@contextlib.contextmanager
def _database_of_its_own() -> Iterator[dict[str, str]]:
    """Make an empty database beside the one of KOPRU_DATABASE_URL: another home over the same one sends nothing."""
    url = os.environ.get("KOPRU_DATABASE_URL", "")
    if not url:
        yield {}
        return
    name = f"kopru_bench_{secrets.token_hex(6)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        try:
            yield {"KOPRU_DATABASE_URL": urlsplit(url)._replace(path=f"/{name}").geturl()}
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def _key(folder: Path) -> Path:
    path = folder / "dkim.pem"
    openssl = ["openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", str(path)]
    subprocess.run(openssl, check=True, stderr=subprocess.DEVNULL)
    return path


# ── inside the process with a home of its own ──────────────────────────────────────────────────────────────────────


def _send() -> dict[str, float]:
    from django.utils import timezone  # noqa: PLC0415  Django is set up only here

    from kopru.delivery import actions as delivery  # noqa: PLC0415
    from kopru.delivery import sending  # noqa: PLC0415
    from kopru.directory.models import ContactPoint  # noqa: PLC0415

    _contact_points(COUNT)
    now, first = timezone.now(), time.monotonic()
    paragraph = "Küçükkuyu sahil yolu bugün açıldı; yürüyüş ve bisiklet yolu herkese açık.\n"
    text = "{greeting},\n\n" + paragraph * (SIZE // 110)  # quoted-printable makes 20 KB of it
    dispatch = delivery.draft(
        kind="bench", subject="Sahil yolu açıldı", text=text, terms=delivery.Terms(threshold=10**9), by=None, at=now
    )
    delivery.freeze(dispatch, contact_points=ContactPoint.objects.all(), at=now)
    delivery.release(dispatch, by=None, at=now)
    began, cpu = time.monotonic(), time.process_time()
    while sending.send_batch(dispatch.pk, clock=timezone.now):
        pass
    seconds, whole, cpu = time.monotonic() - began, time.monotonic() - first, time.process_time() - cpu
    if dispatch.counts()["delivered"] != COUNT:
        raise AssertionError(dispatch.counts())
    return {"rate": COUNT / seconds, "whole": COUNT / whole, "per_core": COUNT / cpu}


def _released() -> Any:
    """Return a dispatch of as many letters as are wanted, that may leave."""
    from django.utils import timezone  # noqa: PLC0415

    from kopru.delivery import actions as delivery  # noqa: PLC0415
    from kopru.directory.models import ContactPoint  # noqa: PLC0415

    _contact_points(COUNT)
    now, terms = timezone.now(), delivery.Terms(threshold=10**9)
    made = delivery.draft(kind="bench", subject="Sahil yolu", text="{greeting},", terms=terms, by=None, at=now)
    delivery.freeze(made, contact_points=ContactPoint.objects.all(), at=now)
    delivery.release(made, by=None, at=now)
    return made


def _stop() -> dict[str, float]:
    from django.db import connection  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from kopru.delivery import actions as delivery  # noqa: PLC0415
    from kopru.delivery import sending  # noqa: PLC0415

    dispatch = _released()

    def worker() -> None:
        while sending.send_batch(dispatch.pk, clock=timezone.now):
            pass
        connection.close()

    working = threading.Thread(target=worker)
    working.start()
    while dispatch.counts()["delivered"] < COUNT // 20:
        time.sleep(0.02)
    began = time.monotonic()
    delivery.stop(dispatch, by=None, at=timezone.now())
    working.join()
    seconds, counts = time.monotonic() - began, dispatch.counts()
    waiting = sum(counts[state] for state in ("queued", "delivered"))
    if waiting != COUNT or not counts["queued"] or sending.send_batch(dispatch.pk, clock=timezone.now):
        raise AssertionError(counts)
    return {"seconds": seconds, "sent": counts["delivered"]}


def _contact_points(number: int) -> None:
    """Fill the directory past its verbs: its own speed is not what is measured."""
    from django.db import connection  # noqa: PLC0415

    from kopru.directory.models import Outlet  # noqa: PLC0415

    outlet = Outlet.objects.create(name="Ölçüm")
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO directory_contactpoint (outlet_id, kind, value, address, key, extension, label, addressee,
                   greeting, language, standing, standing_reason, source)
               WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < %s)
               SELECT %s, 'email', 'okur' || n || '@example.org', 'okur' || n || '@example.org',
                   'okur' || n || '@example.org', '', '', 'Işıl Çağ ' || n, 'Sayın Işıl ÇAĞ ' || n, 'tr', 'good', '', ''
               FROM numbers""",
            [number, outlet.pk],
        )


def _freeze() -> dict[str, float]:
    from django.db import connection  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from kopru.delivery import actions as delivery  # noqa: PLC0415
    from kopru.directory import audiences  # noqa: PLC0415
    from kopru.directory.models import Audience  # noqa: PLC0415

    _contact_points(ROWS)
    now = timezone.now()
    everybody = Audience.objects.create(name="Herkes", rule={"all": []})
    points = audiences.contact_points(everybody, kind="email", at=now)
    sql, params = (
        points.order_by().values("id", "address", "key", "addressee", "greeting", "language").query.sql_with_params()
    )
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare (id bigint, address text, key text, name text, greeting text, language text)")
        began = time.monotonic()
        cursor.execute(f"INSERT INTO bare {sql}", params)
        reference = time.monotonic() - began
    dispatch = delivery.draft(kind="bench", subject="Sahil yolu", text="{greeting},", by=None, at=now)
    began = time.monotonic()
    count = delivery.freeze(dispatch, contact_points=points, at=now)
    seconds = time.monotonic() - began
    if count != ROWS:
        raise AssertionError(count)
    return {"seconds": seconds, "reference": reference}


def main() -> None:
    """Measure one thing and print it as JSON."""
    import django  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kopru.config.settings")
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    reverse("web:home")
    gc.freeze()  # both as `kopru run` does before it starts the worker

    with contextlib.redirect_stdout(sys.stderr):
        call_command("migrate", verbosity=0)
    print(json.dumps({"send": _send, "freeze": _freeze, "stop": _stop}[sys.argv[1]]()))


if __name__ == "__main__":
    main()
