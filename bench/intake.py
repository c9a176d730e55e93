"""Q6: mails stored, hashed, read, threaded, made cases with their receipts; and the pure part, reading alone.

The references are the standard library's parse of the same bytes and django-helpdesk with the same mails.
`python -m bench.intake FOLDER` reads every mail in a folder instead and counts what came out: exceptions must be none.
"""

import base64
import email
import email.policy
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from bench import help_desk

Row = dict[str, Any]
_MAILS = 600
_ROUNDS = 7
#: Mails that are taken in one by one after them.
_ALONE = 100
_SENTENCES = (
    "Sayın yetkili, sokağımızdaki lamba bir haftadır yanmıyor.",
    "İskele parkının önünde çöpler toplanmıyor, koku var.",
    "Sahil yolu için bilgi rica ederim.",
    "Dilekçem ektedir; adresim Küçükkuyu, İğde Sokak, numara beş.",
    "İyi çalışmalar dilerim, teşekkürler.",
)


def reading() -> Row:
    """Return how many mails a second are read."""
    read = _reader()
    mails = list(_office_mails())
    rounds = [(_seconds(read, mails), _seconds(email.message_from_bytes, mails)) for _ in range(_ROUNDS)]
    # In turn, and the quickest of each: whatever else the machine does only makes it slower.
    ours, parse = (len(mails) / min(seconds) for seconds in zip(*rounds, strict=True))
    ratio = ours / parse
    return {
        "id": "Q6 reading alone",
        "figure": round(ours),
        "unit": "mails/s",
        "reference": round(parse),
        "ratio": ratio,
        "goal": "whole intake >= 0.3 of the parse: here 0.5",
        "met": ratio >= 0.5,
    }


def intake() -> list[Row]:
    """Take mails in, from the bytes to the case and its receipt, beside both references."""
    mails = list(_office_mails())
    with tempfile.TemporaryDirectory(prefix="kopru-bench-") as folder:
        home = {"KOPRU_HOME": folder, "DJANGO_SETTINGS_MODULE": "kopru.config.settings"}
        command = [sys.executable, "-m", "bench.intake", "--take-in"]
        done = subprocess.run(command, env={**os.environ, **home}, check=True, stdout=subprocess.PIPE)
        ours = json.loads(done.stdout.splitlines()[-1])
    with tempfile.TemporaryDirectory(prefix="kopru-bench-") as folder:
        theirs = help_desk.mails_a_second(Path(folder), mails[: _MAILS // 3])
    parse = len(mails) / min(_seconds(email.message_from_bytes, mails) for _ in range(_ROUNDS))
    modern = len(mails) / min(_seconds(_in_whole, mails) for _ in range(2))
    return [
        _row("Q6 mail intake, a second of one core", ours["worked"], parse, "≥ 0.3 of the bare parse", 0.3),
        _row("Q6 the same, beside policy.default", ours["worked"], modern, "the design's second reference", None),
        _row("Q6 a lone mail", ours["alone"], parse, "what a batch saves", None),
        _row("Q6 against django-helpdesk", ours["elapsed"], theirs["elapsed"], "≥ 9 × django-helpdesk", 9),
        _row("Q6 the same, a second of one core", ours["worked"], theirs["worked"], "≥ 9 × django-helpdesk", 9),
    ]


def _in_whole(raw: bytes) -> list[tuple[str, str]]:
    """Parse with `policy.default` and ask for the headers, which it reads only then."""
    return email.message_from_bytes(raw, policy=email.policy.default).items()


def _row(name: str, figure: float, reference: float, goal: str, least: float | None) -> Row:
    ratio = figure / reference
    values = {"figure": round(figure, 1), "unit": "mails/s", "reference": round(reference, 1), "ratio": ratio}
    return {
        "id": name,
        **values,
        "goal": goal,
        "met": None if least is None else ratio >= least,
        "load": os.getloadavg()[0],
    }


def _take_in() -> None:
    """Take every mail in, in a fresh home; print how many a second."""
    import django  # noqa: PLC0415 - only this process has a home

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from kopru.cases.intake import mailroom  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    mails = list(_office_mails())
    began, worked = time.monotonic(), time.process_time()
    for together in mailroom.batches((len(raw), mailroom.Arrival(raw)) for raw in mails):
        mailroom.take_in_all(together, source="folder", at=timezone.now())
    elapsed, worked = time.monotonic() - began, time.process_time() - worked
    counts = mailroom.counts()
    assert counts["case"] == len(mails), counts
    alone = _seconds(lambda raw: mailroom.take_in(raw, source="pipe", at=timezone.now()), list(_others(mails)))
    rates = {"elapsed": len(mails) / elapsed, "worked": len(mails) / worked, "alone": _ALONE / alone}
    print(json.dumps(rates))


def _others(mails: list[bytes]) -> Iterable[bytes]:
    """Yield some mails that did not come yet."""
    return (raw.replace(b"Message-ID: <", b"Message-ID: <other-") for raw in mails[:_ALONE])


def growth() -> Row:
    """Return what a mail costs beside ten times as many that came before, against what it cost at first."""
    with tempfile.TemporaryDirectory(prefix="kopru-bench-") as folder:
        home = {"KOPRU_HOME": folder, "DJANGO_SETTINGS_MODULE": "kopru.config.settings"}
        command = [sys.executable, "-m", "bench.intake", "--growth"]
        done = subprocess.run(command, env={**os.environ, **home}, check=True, stdout=subprocess.PIPE)
        before, after = json.loads(done.stdout.splitlines()[-1])
    ratio = after / before
    return {
        "id": "Q14 a mail at 10 × the mails",
        "figure": round(1000 * after, 2),
        "unit": "ms of a core",
        "reference": round(1000 * before, 2),
        "ratio": ratio,
        "goal": "≤ 1.2 × at a tenth of them",
        "met": ratio <= 1.2,
        "load": os.getloadavg()[0],
    }


def _grow() -> None:
    """Take answers of strangers in at 300 and at 3,000 mails; print the seconds that one costs."""
    import django  # noqa: PLC0415 - only this process has a home

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from kopru.cases.intake import mailroom  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    count = 0

    def some(number: int) -> list[mailroom.Arrival]:
        nonlocal count
        count += number
        raws = (_mail(each, f"Soru {each}.", photo=b"") for each in range(count - number, count))
        heads = (b"References: <%d@other.example> <%d@else.example>\n" % (each, each) for each in range(number))
        return [mailroom.Arrival(head + raw) for head, raw in zip(heads, raws, strict=True)]

    costs = []
    for until in (300, 3000):
        while count < until - 300:
            mailroom.take_in_all(some(100), source="folder", at=timezone.now())
        batches = [some(100) for _ in range(3)]
        costs.append(
            min(
                _seconds(lambda each: mailroom.take_in_all(each, source="folder", at=timezone.now()), [batch])
                for batch in batches
            )
            / 100
        )
    print(json.dumps(costs))


def _reader() -> Callable[[bytes], Any]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kopru.config.settings")
    import django  # noqa: PLC0415 - after the settings are named

    django.setup()
    from kopru.cases.intake.mail import reading as mailroom  # noqa: PLC0415

    return mailroom.read


def _seconds(read: Callable[[Any], Any], mails: Sequence[Any]) -> float:
    begun = time.process_time()
    for raw in mails:
        read(raw)
    return time.process_time() - begun


def _office_mails() -> Iterable[bytes]:
    """Yield what an office's mailbox holds: one in three answers, one in two with HTML, one in four with a photo."""
    chance = random.Random(6)  # noqa: S311 - the same mails in every run
    for number in range(_MAILS):
        text = "\n\n".join(" ".join(chance.choices(_SENTENCES, k=chance.randint(3, 8))) for _ in range(3))
        if number % 3 == 0:
            quoted = "\n".join(f"> {chance.choice(_SENTENCES)}" for _ in range(15))
            text += f"\n\nBasın Bürosu <basin@example.org>, 24 Kas 2026 Sal, 14:05 tarihinde\nşunu yazdı:\n\n{quoted}\n"
        yield _mail(number, text, photo=chance.randbytes(60_000) if number % 4 == 0 else b"")


def _mail(number: int, text: str, *, photo: bytes) -> bytes:
    head = "".join(
        f"Received: from h{hop}.example.net by h{hop + 1}.example.net with ESMTPS id {number:08x};\n"
        "\tTue, 24 Nov 2026 14:05:00 +0300\n"
        for hop in range(4)
    )
    subject = base64.b64encode(f"Sokak lambası {number} hakkında dilekçe".encode()).decode()
    head += (
        f"From: =?utf-8?Q?Ay=C5=9Fe_Y=C4=B1lmaz?= <a{number}@example.net>\nTo: talep@example.org\n"
        f"Subject: =?utf-8?B?{subject}?=\nDate: Tue, 24 Nov 2026 14:05:00 +0300\nMessage-ID: <{number}@example.net>\n"
        f'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="m"\n\n'
    )
    plain = f"--a\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}\n"
    page = "".join(f'<p style="margin:0"><span lang="TR">{line}</span></p>' for line in text.split("\n"))
    page = f"--a\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n<html>{page}</html>\n"
    body = f'--m\nContent-Type: multipart/alternative; boundary="a"\n\n{plain}{page if number % 2 else ""}--a--\n'
    if photo:
        encoded = base64.encodebytes(b"\xff\xd8\xff\xe0" + photo).decode()
        body += f'--m\nContent-Type: image/jpeg; name="foto.jpg"\nContent-Transfer-Encoding: base64\n\n{encoded}'
    return f"{head}{body}--m--\n".encode()


def folder(path: Path) -> Counter[str]:
    """Read every file below `path`; return how many of each outcome there were."""
    read = _reader()
    counts: Counter[str] = Counter()
    for file in sorted(path.rglob("*")):
        if not file.is_file():
            continue
        counts["files"] += 1
        try:
            message = read(file.read_bytes())
        except Exception as fault:  # noqa: BLE001 - to be counted: there must be none
            counts[f"EXCEPTION {type(fault).__name__}"] += 1
            continue
        counts[f"unreadable: {message.unreadable}" if message.unreadable else "read"] += 1
        counts[f"report: {message.report.outcome}" if message.report else "no report"] += 1
        counts[f"automatic: {message.automatic.kind}" if message.automatic else "by a person"] += 1
        counts.update(f"note: {note}" for note in message.notes)
    return counts


if __name__ == "__main__" and sys.argv[1] == "--take-in":
    _take_in()
elif __name__ == "__main__" and sys.argv[1] == "--growth":
    _grow()
elif __name__ == "__main__":
    for outcome, count in sorted(folder(Path(sys.argv[1])).items()):
        print(f"{count:>8} {outcome}")
