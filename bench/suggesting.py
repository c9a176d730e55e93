"""R21: how often the unit a case went to is among the first three suggested, on asks that were held out."""

import os
import time
from collections.abc import Iterable
from typing import Any

from bench.suggesting_corpus import UNITS, Ask, asks

Row = dict[str, Any]
_LEARNED, _HELD_OUT = 1500, 600


def routing() -> list[Row]:
    """Return top-3 on asks said in ways the office has read before, and on ways it never read; and what it costs."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kopru.config.settings")
    known = _measured(asks(_LEARNED, seed=21), asks(_HELD_OUT, seed=22))
    new = _measured(asks(_LEARNED, seed=21, unseen=False), asks(_HELD_OUT, seed=22, unseen=True))
    few = _measured(asks(200, seed=21), asks(_HELD_OUT, seed=22))
    return [
        _row("R21 top-3", known["third"], "≥ 90 % of 600 held out, 1,500 learned", met=known["third"] >= 90),
        _row("R21 top-1", known["first"], "", met=None),
        _row("R21 top-3, 200 learned", few["third"], "", met=None),
        _row("R21 top-3, words never read", new["third"], "harder: other wordings only", met=None),
        _row("R21 top-1, words never read", new["first"], "", met=None),
        _row("R21 said sure ≥ 80 %, right", known["sure"], "right where it says it is sure", met=None),
        _row("R21 model", known["kilobytes"], "", met=None, unit="kB"),
        _row("R21 one suggestion", known["ms"], "", met=None, unit="ms"),
    ]


def _row(name: str, figure: float, goal: str, *, met: bool | None, unit: str = "%") -> Row:
    return {
        "id": name,
        "figure": round(figure, 1),
        "unit": unit,
        "reference": None,
        "ratio": None,
        "goal": goal,
        "met": met,
    }


def _measured(learned: Iterable[Ask], held_out: Iterable[Ask]) -> dict[str, float]:
    import django  # noqa: PLC0415 - after the settings are named

    django.setup()
    from kopru.cases.suggesting.learning import Example, Model, words_of  # noqa: PLC0415
    from kopru.search.index import lemmatiser  # noqa: PLC0415

    labels = {unit: number for number, unit in enumerate(UNITS)}
    examples = [Example(words_of(ask.text, lemmatiser()), labels[ask.unit], ask.asker) for ask in learned]
    model = Model.read(Model.learned(examples).written())
    tested = [(words_of(ask.text, lemmatiser()), labels[ask.unit]) for ask in held_out]
    begun = time.perf_counter()
    guesses = [[(guess.label, guess.certainty) for guess in model.guesses(words)] for words, _unit in tested]
    seconds = time.perf_counter() - begun
    pairs = [(found, right) for found, (_words, right) in zip(guesses, tested, strict=True)]
    sure = [found[0][0] == right for found, right in pairs if found and found[0][1] >= 0.8]
    return {
        "first": 100 * sum(bool(found) and found[0][0] == right for found, right in pairs) / len(pairs),
        "third": 100 * sum(right in [label for label, _sure in found] for found, right in pairs) / len(pairs),
        "sure": 100 * sum(sure) / max(1, len(sure)),
        "kilobytes": len(model.written().encode()) / 1024,
        "ms": 1000 * seconds / len(pairs),
    }
