"""What is written stays text, and what misbehaves ends in time, in memory, and alone."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kopru.typesetting import engine, pdf
from kopru.typesetting.tests import samples

HOSTILE = [
    '#import "@preview/cetz:0.3.0": *',
    '#eval("1 + 1")',
    '#read("/etc/passwd")',
    "] #panic() [",
    '"); panic("',
    "\\u{41} \\ \\# $x^2$ `raw` *kalın* _eğik_ <etiket> @atıf = başlık",
    "// açıklama /* ve */ ~ -- --- ...",
    "{{ settings.SECRET_KEY }} %s ${HOME}",
    "https://example.org/#parça",
]


def squeezed(text):
    return "".join(text.split())


def bulletin_saying(text):
    data, files = samples.usual()
    run = {"text": text}
    data |= {"headline": text, "overline": text, "spot": text, "unit": text}
    data["blocks"] = [
        {"kind": "paragraph", "runs": [run | {"bold": True}, run | {"italic": True}, run | {"link": text}]},
        {"kind": "subhead", "text": text},
        {"kind": "quote", "runs": [run], "speaker": text, "office": text},
        {"kind": "facts", "title": text, "facts": [{"label": text, "value": text}]},
        {"kind": "list", "items": [[run]]},
    ]
    data["notices"] = [{"label": text, "date": text, "text": text}]
    data["photos"] = [{"file": "1.jpg", "alt": text, "caption": text, "credit": text}]
    return data, files


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_write_is_never_code(press, text):
    data, files = bulletin_saying(text)
    printed = squeezed(pdf.text_of(press.typeset("bulletin", data, files=files)))
    assert printed.count(squeezed(text)) >= 15


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="#$*_`@<>[](){}\\/~-+=\"'%&|;:.,! \n1aİıĞş₺", min_size=1, max_size=60))
def test_every_mixture_of_signs_is_printed_as_it_stands(press, text):
    assert squeezed(pdf.text_of(press.typeset("plain", {"text": text}))) == squeezed(text)


def test_pasted_control_characters_and_loose_accents_are_mended(press):
    printed = pdf.text_of(press.typeset("plain", {"text": "s\u0327eker\x00\ufeff\x0b g\u0306\r\nI\u0307"}))
    assert squeezed(printed) == "şekerğİ"


@pytest.mark.parametrize("standard", ["ua-1", "a-2b", None])
def test_a_missing_glyph_is_named(press, standard):
    with pytest.raises(engine.MissingGlyph) as refused:
        press.typeset("plain", {"text": "Bayram 🎉 中 kutlu olsun 🎉"}, standard=standard)
    assert refused.value.chars == ["🎉", "中"]


def test_an_endless_layout_is_stopped_in_time():
    begun = time.monotonic()
    with pytest.raises(engine.TypesettingTimedOut):
        engine.typeset("endless", {}, timeout=0.6)
    assert time.monotonic() - begun < 3


def test_a_hungry_document_meets_its_limit():
    with pytest.raises(engine.TypesettingOutOfMemory):
        engine.typeset("hungry", {}, memory_mib=400)


def test_a_press_prints_on_after_each_kind_of_failure():
    with engine.Press(timeout=1) as press:
        for template, obstacle in [
            ("hungry", engine.TypesettingOutOfMemory),
            ("endless", engine.TypesettingTimedOut),
            ("outside", engine.TypesettingFailed),
        ]:
            with pytest.raises(obstacle):
                press.typeset(template, {})
            assert "yine" in pdf.text_of(press.typeset("plain", {"text": "yine"}))


def test_a_killed_worker_ends_the_job_at_once():
    with engine.Press(timeout=90) as press:
        press.typeset("plain", {"text": "ilk"})
        murder = threading.Timer(0.3, os.kill, (press._worker._process.pid, signal.SIGKILL))
        murder.start()
        begun = time.monotonic()
        with pytest.raises(engine.TypesettingFailed):
            press.typeset("endless", {})
        assert time.monotonic() - begun < 60
        os.kill(start_of_next(press), signal.SIGKILL)
        with pytest.raises(engine.TypesettingFailed):
            press.typeset("plain", {"text": "arada ölen"})
        assert press.typeset("plain", {"text": "sonraki"})


def start_of_next(press):
    press.typeset("plain", {"text": "yeni"})
    return press._worker._process.pid


def test_nothing_is_fetched_even_when_a_template_asks(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        proxy.settimeout(0.2)
        address = f"http://127.0.0.1:{proxy.getsockname()[1]}"
        for name in ("http_proxy", "https_proxy", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, address)
        with pytest.raises(engine.TypesettingFailed, match="cetz"):
            engine.typeset("remote", {})
        with pytest.raises(TimeoutError):
            proxy.accept()


def test_the_worker_gets_no_secret_of_ours(tmp_path, monkeypatch):
    monkeypatch.setenv("KOPRU_SECRET_KEY", "gizli")
    assert "gizli" not in "".join(engine._environment(tmp_path).values())


def test_nothing_outside_the_job_can_be_read():
    with pytest.raises(engine.TypesettingFailed, match="project root"):
        engine.typeset("outside", {})


@pytest.mark.parametrize("name", ["../x.jpg", "/etc/passwd", "", ".gizli", "a/b.png", "a\nb"])
def test_a_file_name_cannot_leave_the_job(press, name):
    with pytest.raises(engine.TypesettingFailed, match="file name"):
        press.typeset("plain", {"text": "x"}, files={name: b""})


def test_a_broken_picture_is_a_clear_failure(press):
    data, files = samples.usual()
    with pytest.raises(engine.TypesettingFailed, match="decode"):
        press.typeset("bulletin", data, files=files | {"1.jpg": b"not a picture"})


def test_a_picture_may_be_a_path(press, tmp_path):
    data, files = samples.usual()
    (tmp_path / "any name.jpg").write_bytes(files["1.jpg"])
    from_path = press.typeset("bulletin", data, files=files | {"1.jpg": tmp_path / "any name.jpg"}, at=NOON)
    assert from_path == press.typeset("bulletin", data, files=files, at=NOON)


def test_an_unknown_template_is_named(press):
    with pytest.raises(engine.TemplateUnknown, match="afiş"):
        press.typeset("afiş", {})


NOON = datetime(2026, 11, 24, 9, tzinfo=UTC)


def test_the_same_words_and_time_give_the_same_bytes():
    data, files = samples.full()
    assert engine.typeset("bulletin", data, files=files, at=NOON) == engine.typeset(
        "bulletin", data, files=files, at=NOON
    )


def test_no_process_and_no_folder_is_left(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with engine.Press() as press:
        press.typeset("plain", {"text": "x"})
        pid = press._worker._process.pid
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_worker_whose_parent_died_clears_its_folder(tmp_path):
    folder = tmp_path / "job"
    (folder / "fonts").mkdir(parents=True)
    worker = Path(engine.__file__).with_name("worker.py")
    command = [sys.executable, "-P", worker, folder, "768"]
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, timeout=120, check=False)
    assert (ended.returncode, folder.exists()) == (0, False)
