"""Upper and lower case by the Turkish rule: I belongs to ı, İ belongs to i.

Source: turkey.md (e) 1, measured against ICU's ``tr`` locale.
"""

import re

_DOT_ABOVE = "\u0307"
_TO_LOWER = str.maketrans({"I": "ı", "İ": "i"})
_TO_UPPER = str.maketrans({"i": "İ", "ı": "I"})
_ASCII_TO_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")

APOSTROPHES = "'’‘`′\u02bc\uff07\u00b4"
"""Every character that people and word processors put before the suffix of a proper name."""
_WORD = re.compile(rf"[^\W_]+(?:[{APOSTROPHES}][^\W_]+)*")

# Türk Dil Kurumu, Yazım Kılavuzu, "Büyük harflerin kullanıldığı yerler": these stay small inside a heading.
_SMALL_IN_HEADINGS = frozenset(["ve", "ile", "ya", "veya", "yahut", "ki", "da", "de", "mı", "mi", "mu", "mü"])


def _joined_dots(text: str) -> str:
    """Undo what a foreign ``lower()`` or a decomposing file system made of İ: a letter and a loose dot."""
    if _DOT_ABOVE not in text:
        return text
    return text.replace("I" + _DOT_ABOVE, "İ").replace("i" + _DOT_ABOVE, "i")


def lower(text: str) -> str:
    """Return the text in small letters: ``IŞIK İSİM`` becomes ``ışık isim``."""
    return _joined_dots(text).translate(_TO_LOWER).lower()


def upper(text: str) -> str:
    """Return the text in capitals: ``istanbul ışık`` becomes ``İSTANBUL IŞIK``."""
    return _joined_dots(text).translate(_TO_UPPER).upper()


def capitalise(text: str) -> str:
    """Raise the first letter and leave every other letter as it is: ``ilk Fuar`` becomes ``İlk Fuar``."""
    joined = _joined_dots(text)
    for place, letter in enumerate(joined):
        if letter.isalnum():
            return joined[:place] + upper(letter) + joined[place + 1 :]
    return joined


def title(text: str) -> str:
    """Write as a heading or a name: ``ILICA İSKELE'DE`` becomes ``Ilıca İskele'de``, ``ve`` and ``ile`` stay small."""
    small = lower(text)

    def raised(found: re.Match[str]) -> str:
        word = found.group()
        if word in _SMALL_IN_HEADINGS and small[: found.start()].strip():
            return word
        return upper(word[0]) + word[1:]

    return _WORD.sub(raised, small)


def ascii_lower(text: str) -> str:
    """Lower A–Z only, for identifiers, header names and e-mail addresses, where the Turkish rule would be wrong."""
    return text.translate(_ASCII_TO_LOWER)
