"""The endings of a Turkish noun, taken off folded words from the right.

Order: stem + plural + possessive + case (+ -ki + plural + case) + copula, with vowel harmony and consonant assimilation
as far as folding leaves them visible (ı = i, ö = o, ü = u, ş = s, ç = c). Source: turkey.md (e) 5 and 6.
"""

from collections.abc import Iterator
from itertools import product

_VOWELS = "aeiou"
_VOICELESS = "fstkchp"
_SPREAD = {"A": "ae", "I": "iu", "D": "dt", "C": "c"}
_HARDENED = {"b": "p", "d": "t", "g": "k"}
_SHORTEST_STEM = 2
_BEFORE_KI = ("da", "de", "ta", "te", "in", "un")

# Each ending: how it looks after a consonant, how after a vowel.
# The n after a vowel is the pronominal one of kapısı-n-da; the y of suyu, neyi stands beside the usual s and n.
_COPULA = [("DIr", "DIr"), ("DI", "ydI"), ("mIs", "ymIs")]
_CASE = [
    ("I", "yI nI"),
    ("A", "yA nA"),
    ("DA", "DA ndA"),
    ("DAn", "DAn ndAn"),
    ("In", "nIn yIn"),
    ("lA", "ylA"),
    ("CA", "CA ncA"),
]
_POSSESSIVE = [
    ("Im", "m"),
    ("In", "n"),
    ("I", "sI yI"),
    ("ImIz", "mIz yImIz"),
    ("InIz", "nIz yInIz"),
    ("lArI", "lArI"),
]
_PLURAL = [("lAr", "lAr")]

_Slot = dict[str, frozenset[bool]]


def _spread(template: str) -> Iterator[str]:
    for letters in product(*(_SPREAD.get(letter, letter) for letter in template)):
        yield "".join(letters)


def _slot(endings: list[tuple[str, str]]) -> _Slot:
    """Map each written ending to where it may stand: after a vowel (True), after a consonant (False)."""
    places: dict[str, set[bool]] = {}
    for after_consonant, after_vowel in endings:
        for vowel_before, templates in ((False, after_consonant), (True, after_vowel)):
            for template in templates.split():
                for written in _spread(template):
                    places.setdefault(written, set()).add(vowel_before)
    return {written: frozenset(where) for written, where in places.items()}


_SLOTS_BEFORE_KI = (_slot(_PLURAL), _slot(_POSSESSIVE), _slot(_CASE))
_SLOTS_AFTER_KI = (_slot(_PLURAL), _slot(_CASE))
_SLOT_OF_KI = _slot([("ki", "ki")])
_SLOT_OF_COPULA = _slot(_COPULA)


def _last_vowel(word: str) -> str:
    return next((letter for letter in reversed(word) if letter in _VOWELS), "")


def _agrees(stem: str, ending: str) -> bool:
    """Check harmony and assimilation; where folding hid the vowel's kind, both endings pass."""
    before = _last_vowel(stem)
    vowel = next((letter for letter in ending if letter in _VOWELS), "")
    if not before:
        return False
    if vowel in "iu" and ending != "ki" and vowel != ("u" if before in "ou" else "i"):
        return False
    if vowel in "ae" and before in "ae" and vowel != before:
        return False
    if ending[0] in "dt" or ending[:2] in ("nd", "yd"):
        return (ending[0] == "t") == (stem[-1] in _VOICELESS)
    return True


def _taken_off(word: str, slot: _Slot) -> Iterator[str]:
    """Yield the word without each ending of the slot that fits, and with a softened last consonant hardened."""
    for length in range(1, min(5, len(word) - _SHORTEST_STEM) + 1):
        ending = word[-length:]
        where = slot.get(ending)
        stem = word[:-length]
        if where is None or (stem[-1] in _VOWELS) not in where or not _agrees(stem, ending):
            continue
        yield stem
        if ending[0] in _VOWELS and stem[-1] in _HARDENED:
            yield stem[:-1] + _HARDENED[stem[-1]]


def _through(words: set[str], slots: tuple[_Slot, ...]) -> set[str]:
    """Take off at most one ending of each slot, the last slot first."""
    for slot in reversed(slots):
        words = words | {stem for word in words for stem in _taken_off(word, slot)}
    return words


def stems(word: str) -> tuple[str, ...]:
    """Return every stem the folded word may be an inflected form of, longest first; the word itself leads."""
    without_copula = _through({word}, (_SLOT_OF_COPULA,))
    found = _through(without_copula, _SLOTS_BEFORE_KI)
    before_ki = {stem for end in _through(without_copula, _SLOTS_AFTER_KI) for stem in _taken_off(end, _SLOT_OF_KI)}
    found |= _through({stem for stem in before_ki if stem.endswith(_BEFORE_KI)}, _SLOTS_BEFORE_KI)
    found.discard(word)
    return (word, *sorted(found, key=lambda stem: (-len(stem), stem)))
