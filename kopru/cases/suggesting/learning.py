"""Whose words these are: a naive Bayes over lemmas, plain Python, small enough to be read anew in a moment.

Multinomial with each word counted once a text (Manning et al., Introduction to Information Retrieval, §13.3).
"""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from kopru.turkish import folding, indexing
from kopru.turkish.lemmas import Lemmatiser

#: How many different askers must have used a word, so that no name or number is learned.
_ASKERS: Final = 3
_SMOOTHING: Final = 0.2
#: Words that say most come first in the reason.
_NAMED: Final = 4
#: A text is no proof by the number of its words: they hang together, and count for less than each alone.
_TOGETHER: Final = 0.55
_LONGEST: Final = 4000
#: A long word also counts by its first letters: it helps where the lemma was not found (46 → 56 % on words never read).
_STEM: Final = 5
_CUT: Final = "~"


@dataclass(frozen=True, slots=True)
class Example:
    """One past decision: the words, what was decided, and who asked (any text that tells people apart)."""

    words: frozenset[str]
    label: int
    asker: str


@dataclass(frozen=True, slots=True)
class Guess:
    """A label, how sure (0 to 1), and the words that spoke for it most."""

    label: int
    certainty: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class Model:
    """How often each word stood in the texts of each label."""

    texts: Mapping[int, int]
    counts: Mapping[str, Mapping[int, int]]

    @classmethod
    def learned(cls, examples: Iterable[Example]) -> Self:
        """Count the words of `examples`; one that fewer than three people used is forgotten at once."""
        texts: Counter[int] = Counter()
        counts: defaultdict[str, Counter[int]] = defaultdict(Counter)
        askers: defaultdict[str, set[str]] = defaultdict(set)
        for example in examples:
            texts[example.label] += 1
            for word in example.words:
                counts[word][example.label] += 1
                if len(askers[word]) < _ASKERS:
                    askers[word].add(example.asker)
        known = {word: dict(count) for word, count in counts.items() if len(askers[word]) >= _ASKERS}
        return cls(dict(texts), known)

    def guesses(self, words: Iterable[str], *, most: int = 3) -> list[Guess]:
        """Return the likeliest labels of a text; nothing, if it has no word that says anything."""
        said = [word for word in sorted(set(words)) if word in self.counts]
        if not said or not self.texts:
            return []
        whole = sum(self.texts.values())
        size = self._sizes()
        weights: dict[int, dict[str, float]] = {
            label: {word: self._weight(word, label, size) for word in said} for label in self.texts
        }
        scores = {
            label: (math.log(count / whole) + sum(weights[label].values())) / len(said) ** (1 - _TOGETHER)
            for label, count in self.texts.items()
        }
        top = max(scores.values())
        shares = {label: math.exp(score - top) for label, score in scores.items()}
        total = sum(shares.values())
        best = sorted(shares, key=lambda label: (-shares[label], label))[:most]
        return [Guess(label, shares[label] / total, self._telling(weights, label, said)) for label in best]

    def _sizes(self) -> dict[int, int]:
        size: Counter[int] = Counter()
        for count in self.counts.values():
            size.update(count)
        return size

    def _weight(self, word: str, label: int, size: Mapping[int, int]) -> float:
        seen = self.counts[word].get(label, 0)
        return math.log((seen + _SMOOTHING) / (size.get(label, 0) + _SMOOTHING * len(self.counts)))

    def _telling(self, weights: dict[int, dict[str, float]], label: int, said: Sequence[str]) -> tuple[str, ...]:
        """Return the words that speak for `label` more than for the rest."""
        others = [each for each in weights if each != label]
        lead = {
            word: weights[label][word] - sum(weights[other][word] for other in others) / max(1, len(others))
            for word in said
            if self.counts[word].get(label, 0) and len(word) > 2 and word.isalpha()
        }
        return tuple(sorted((word for word in lead if lead[word] > 0), key=lambda word: (-lead[word], word))[:_NAMED])

    def written(self) -> str:
        """Return it as JSON."""
        return json.dumps({"texts": self.texts, "counts": self.counts}, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def read(cls, written: str) -> Self:
        """Return what `written` gave.

        :raises ValueError: if it is none
        """
        held = json.loads(written)
        counts = {word: {int(label): n for label, n in each.items()} for word, each in held["counts"].items()}
        return cls({int(label): n for label, n in held["texts"].items()}, counts)


def words_of(text: str, lemmatiser: Lemmatiser) -> frozenset[str]:
    """Return the lemmas of a text, folded, and the beginnings of long ones; no numbers, none of the smallest words."""
    said = indexing.search_text(text[:_LONGEST], lemmatiser, surfaces=False).split("\n")[0].split()
    kept = frozenset(word for word in said if len(word) > 1 and not word.isdigit() and not folding.is_suffix(word))
    return kept | {f"{word[:_STEM]}{_CUT}" for word in kept if len(word) > _STEM}
