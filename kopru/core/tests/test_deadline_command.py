"""`kopru deadline`: what a person reads and what a program reads."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

SNAPSHOTS = Path(__file__).parent / "snapshots"


def _said(*written: str) -> str:
    out = StringIO()
    call_command("deadline", *written, stdout=out)
    return out.getvalue()


def test_a_program_reads_the_keys_of_the_design() -> None:
    found = json.loads(_said("--kind", "information", "--received", "2026-03-10", "--json"))
    assert (found["kind"], found["due"]) == ("information", "2026-04-01")
    assert found["source"] == "4982 sayılı Kanun m.11"
    assert found["steps"][0]["date"] == "2026-03-10"
    assert found["steps"][-1]["date"] == found["due"]
    assert all({"date", "counted", "why"} <= step.keys() for step in found["steps"])
    assert sum(step["counted"] for step in found["steps"]) == 15


def test_json_is_one_line_of_utf_8_and_null_while_the_clock_is_cut() -> None:
    said = _said("--kind", "information", "--received", "5.1.2026", "--event", "cost-told:12.01.2026", "--json")
    assert said.count("\n") == 1
    assert "ödeme bekleniyor" in said
    assert json.loads(said)["due"] is None


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("petition", ["--kind", "petition", "--received", "2026-02-20"]),
        (
            "information",
            [
                *("--kind", "information", "--received", "18 Mayıs 2026", "--on", "2026-06-20"),
                *("--event", "extension-told:2026-06-08:other-unit", "--leave", "2026-05-25..2026-05-26"),
            ],
        ),
        (
            "cost",
            [
                *("--kind", "information", "--received", "2026-01-05"),
                *("--event", "cost-told:2026-01-12", "--event", "cost-paid:2026-01-15"),
            ],
        ),
        ("media", ["--kind", "media", "--received", "2026-10-27", "--deadline", "2026-10-30"]),
    ],
)
def test_a_person_reads_every_day(name: str, written: list[str]) -> None:
    assert _said(*written) == (SNAPSHOTS / f"deadline-{name}.txt").read_text(encoding="utf-8")


def test_the_practice_of_the_office_can_be_said() -> None:
    asked = ["--kind", "information", "--received", "2026-03-10", "--json"]
    assert json.loads(_said(*asked, "--skip-half-days"))["due"] == "2026-04-02"
    asked = ["--kind", "information", "--received", "2026-05-18", "--leave", "25.05.2026", "--json"]
    assert json.loads(_said(*asked))["due"] == "2026-06-15"
    assert json.loads(_said(*asked, "--count-leave"))["due"] == "2026-06-12"
    asked = ["--kind", "service", "--received", "2026-01-05", "--days", "10", "--json"]
    assert json.loads(_said(*asked))["due"] == "2026-01-19"


@pytest.mark.parametrize(
    ("written", "obstacle"),
    [
        ([], "Süre türü verilmedi (--kind). Türler: petition"),
        (["--kind", "dilekçe", "--received", "2026-01-05"], "Bilinmeyen süre türü: dilekçe."),
        (["--kind", "petition"], "Tarih verilmedi"),
        (["--kind", "petition", "--received", "30.02.2026"], "Takvimde böyle bir gün yok: 30.2.2026"),
        (["--kind", "petition", "--received", "yarın"], "Tarih okunamadı: yarın"),
        (["--kind", "petition", "--received", "2026-01-05", "--event", "lost:2026-01-06"], "Bilinmeyen olay: lost."),
        (["--kind", "petition", "--received", "2026-01-05", "--event", "final-answer"], "Tarih verilmedi"),
        (
            ["--kind", "information", "--received", "2026-01-05", "--event", "extension-told:2026-01-06:busy"],
            "Kanunda olmayan uzatma gerekçesi: busy.",
        ),
        (["--kind", "petition", "--received", "2026-01-05", "--event", "final-answer:2026-01-04"], "önce olamaz"),
        (["--kind", "petition", "--received", "2026-01-05", "--leave", "2026-01-09..2026-01-08"], "aralığı geçersiz"),
        (["--kind", "petition", "--received", "2026-01-05", "--leave", "2026-01-01..2027-01-01"], "aralığı geçersiz"),
        (["--kind", "service", "--received", "2026-01-05", "--days", "0"], "Hedef süre geçersiz: 0."),
        (["--kind", "service", "--received", "2026-01-05", "--days", "on"], "Hedef süre geçersiz: on."),
        (["--kind", "media", "--received", "2026-01-05"], "Gazetecinin verdiği son gün"),
        (["--kind", "petition", "--received", "2100-12-20"], "2101 yılının resmî tatilleri bilinmiyor"),
        (["--kind", "correction-web", "--received", "2022-10-17"], "yürürlükte olan bir süre kuralı yok"),
    ],
)
def test_what_cannot_be_reckoned_is_said_in_turkish(written: list[str], obstacle: str) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("deadline", *written)
    assert obstacle in str(refused.value)
