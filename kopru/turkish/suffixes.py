"""Case suffixes for proper names, numbers and years: ``Küçükkuyu’nun``, ``Ayvacık’ta``, ``2026’da``, ``3’üncü``.

Vowel harmony and consonant assimilation by the last sound; an override stored with the name wins over every rule,
because foreign names (Shakespeare’in) follow no rule. Source: turkey.md (e) 6.
"""

import re
from enum import StrEnum

from kopru.turkish import casing
from kopru.turkish.suffix_exceptions import (
    FRONT_WORDS,
    INSTITUTION_ENDINGS,
    INSTITUTION_WORDS,
    POSSESSED_ENDINGS,
    POSSESSED_WORDS,
)

APOSTROPHE = "’"


class Case(StrEnum):
    """The five cases a name in a sentence needs, with the question each answers."""

    YONELME = "yönelme"  # kime, nereye
    BULUNMA = "bulunma"  # kimde, nerede
    AYRILMA = "ayrılma"  # kimden, nereden
    TAMLAYAN = "tamlayan"  # kimin
    BELIRTME = "belirtme"  # kimi, neyi


class NothingToInflect(ValueError):
    """The name holds no letter and no digit."""


_VOICELESS = "fstkçşhp"
_CAPITALS = re.compile("[A-ZÇĞİÖŞÜ]{2,}")
_ROUND_AND_BACK = {"a": "ı", "ı": "ı", "o": "u", "u": "u", "e": "i", "i": "i", "ö": "ü", "ü": "ü"}
_VOWELS = str.maketrans("âîû", "aiu")

# How each letter is read in an acronym (TBMM: te-be-me-me): the vowel of the last reading decides; e where not listed.
_LETTER_READINGS = {"k": "a", "q": "ü"} | {vowel: vowel for vowel in "aeıioöuü"}
_DIGIT_READINGS = ("sıfır", "bir", "iki", "üç", "dört", "beş", "altı", "yedi", "sekiz", "dokuz")
_TEN_READINGS = ("", "on", "yirmi", "otuz", "kırk", "elli", "altmış", "yetmiş", "seksen", "doksan")
_ZERO_READINGS = {2: "yüz", 3: "bin", 6: "milyon", 9: "milyar", 12: "trilyon"}


def number_reading(digits: str) -> str:
    """Return the last word of a whole number as it is read aloud: ``2026`` → ``altı``, ``1990`` → ``doksan``."""
    number = digits.lstrip("0")
    if not number:
        return _DIGIT_READINGS[0]
    zeros = len(number) - len(number.rstrip("0"))
    last = int(number.rstrip("0")[-1])
    if zeros == 0:
        return _DIGIT_READINGS[last]
    if zeros == 1:
        return _TEN_READINGS[last]
    return _ZERO_READINGS[max(power for power in _ZERO_READINGS if power <= zeros)]


def _is_acronym(word: str) -> bool:
    """Say whether a word in capitals is read letter by letter (TBMM, ABD, DSİ, EBYS) and not as a word (ÇAN, İSKİ)."""
    if not _CAPITALS.fullmatch(word):
        return False
    shape = "".join("v" if letter in "AEIİOÖUÜ" else "c" for letter in word)
    if "v" not in shape or len(shape) == 2:
        return True
    return shape in ("vcc", "ccv") or ("ccc" in shape and len(shape) <= 5)


def _sound(name: str) -> str:
    """Return what the suffix hears: small letters that end as the name is spoken."""
    word = name.strip().rpartition(" ")[2].strip(".,;:!?()[]\"“”'’%‰ ")
    if not word or not any(letter.isalnum() for letter in word):
        raise NothingToInflect(name)
    if word[-1].isdigit():
        tail = word.replace(".", "")
        return number_reading(tail[len(tail.rstrip("0123456789")) :])
    if _is_acronym(word) and name == casing.upper(name):  # Ayşe ALP is a person
        return _LETTER_READINGS.get(casing.lower(word[-1]), "e")
    return casing.lower(word).translate(_VOWELS)


def _is_institution(sound: str, name: str) -> bool:
    """Say whether a name is that of an institution or office, as Küçükkuyu Belediyesi is."""
    return " " in name.strip() and (sound in INSTITUTION_WORDS or sound.endswith(INSTITUTION_ENDINGS))


def _is_possessed(sound: str, name: str) -> bool:
    """Say whether a name ends possessed already, as Atatürk Caddesi and Davutoğlu do."""
    if sound.endswith(POSSESSED_ENDINGS) or _is_institution(sound, name):
        return True
    return " " in name.strip() and sound in POSSESSED_WORDS


def _last_vowel(sound: str) -> str:
    vowel = next((letter for letter in reversed(sound) if letter in _ROUND_AND_BACK), "e")
    if sound in FRONT_WORDS:
        return {"a": "e", "ı": "i", "o": "ö", "u": "ü"}.get(vowel, vowel)
    return vowel


def suffix(name: str, case: Case | str) -> str:
    """Return the bare suffix, without the apostrophe.

    :raises NothingToInflect: if the name holds no letter and no digit
    """
    sound = _sound(name)
    vowel = _last_vowel(sound)
    narrow = _ROUND_AND_BACK[vowel]
    wide = "a" if vowel in "aıou" else "e"
    after_vowel = sound[-1] in _ROUND_AND_BACK
    hard = "t" if sound[-1] in _VOICELESS else "d"
    joint = "y" if after_vowel else ""
    if _is_possessed(sound, name):
        joint, hard = "n", "nd"
    return {
        Case.YONELME: joint + wide,
        Case.BULUNMA: hard + wide,
        Case.AYRILMA: hard + wide + "n",
        Case.TAMLAYAN: ("n" if after_vowel else "") + narrow + "n",
        Case.BELIRTME: joint + narrow,
    }[Case(case)]


def with_suffix(name: str, case: Case | str, override: str | None = None) -> str:
    """Return the name in a case: ``Küçükkuyu``, ``tamlayan`` → ``Küçükkuyu’nun``.

    The name of an institution takes no apostrophe: ``Küçükkuyu Belediyesine`` (TDK, Yazım Kılavuzu, kesme işareti).
    ``override`` is the suffix kept with this very name for this case (``in`` or ``’in``); it is taken as it is.

    :raises NothingToInflect: if the name holds no letter and no digit
    """
    clean = name.strip()
    ending = suffix(clean, case) if override is None else override.strip().lstrip("'’-")
    if not ending:
        return clean
    return clean + ("" if _is_institution(_sound(clean), clean) else APOSTROPHE) + ending


def ordinal(number: int) -> str:
    """Return an ordinal with its suffix: 3 → ``3’üncü``, 6 → ``6’ncı``, 9 → ``9’uncu``."""
    sound = number_reading(str(abs(number)))
    narrow = _ROUND_AND_BACK[_last_vowel(sound)]
    joint = "" if sound[-1] in _ROUND_AND_BACK else narrow
    # dört softens in speech (dördüncü), which figures do not show: 4’üncü.
    return f"{number}{APOSTROPHE}{joint}nc{narrow}"
