"""What in somebody's own words may tell who they are: by what is known of them, and by its form.

Rather too much is found than too little: a clerk judges each word (`outward`), and what nobody judged stays inside.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise, permutations
from typing import Final

from kopru.turkish import casing, identity_numbers
from kopru.turkish.folding import fold, is_suffix

#: a word with its marks, also where they are letters of their own (Unicode NFD, as some machines write it)
_WORD: Final = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_SPELLED: Final = re.compile(r"(?<![^\W_])(?:[^\W\d_][ .\-·]{1,2}){2,30}[^\W\d_](?![^\W_])")
_MAIL: Final = re.compile(
    r"[\w.+%-]{1,64}\s?(?:@|\(at\)|\[at\]|\(et\))\s?[\w-]{1,63}"
    r"(?:(?:\.|\s?\((?:dot|nokta)\)\s?)[\w-]{1,63}){1,5}",
    re.IGNORECASE,
)
#: digits with what people put between them
_FIGURES: Final = re.compile(r"(?<![^\W_])\+?\(?\d(?:[ \t.\-–/()]{0,3}\d){6,17}(?![^\W_])")
_IBAN: Final = re.compile(r"(?<![^\W_])[A-Za-z]{2}\d{2}(?:[ \-]?[A-Za-z0-9]){11,30}(?![^\W_])")
#: with what of them a Turkish number begins: 0, 90, +90 or nothing; then an area or a mobile's code
_PHONE: Final = re.compile(r"(?:0{0,2}90|0)?[2-5]\d{9}")
_ABROAD: Final = re.compile(r"(?:\+|00)[1-9]\d{8,14}")
#: words of an address that stand in every address
_COMMON: Final = frozenset(
    {"sokak", "sokagi", "sok", "sk", "cadde", "caddesi", "cad", "cd", "mahalle", "mahallesi", "mah", "mh"}
    | {"bulvar", "bulvari", "blv", "apartman", "apartmani", "apt", "site", "sitesi", "blok", "daire", "kat", "no"}
    | {"ic", "kapi", "koy", "koyu", "ilce", "il", "merkez", "turkiye", "canakkale", "ayvacik", "kucukkuyu"}
)
#: what a last consonant becomes before a vowel: Mehmed’e, Recebi, Tarığa
_SOFTENED: Final = {"t": "d", "p": "b", "k": "g"}


class Sort(StrEnum):
    """What was found."""

    NAME = "name"
    MAIL = "mail"
    PHONE = "phone"
    ADDRESS = "address"
    IDENTITY = "identity"
    IBAN = "iban"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of somebody, as they gave it."""

    names: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A stretch of a text: where it begins and ends (exclusive), what it is, its words, and the key it is judged by."""

    start: int
    end: int
    sort: Sort = field(compare=False)
    text: str = field(compare=False)
    key: str = field(compare=False)


def find(text: str, known: Known) -> list[Found]:
    """Return what may tell who wrote `text`, in its order, none within another."""
    spans = [*_by_form(text), *_by_name(text, known), *_by_address(text, known)]
    spans += [*_by_figures(text, known), *_by_mail(text, known)]
    return _parted(text, spans)


def masked(text: str, found: Iterable[Found], *, mark: str) -> str:
    """Return the text with each stretch replaced by `mark`."""
    parts, last = [], 0
    for each in sorted(found):
        parts += [text[last : each.start], mark]
        last = each.end
    return "".join([*parts, text[last:]])


def key_of(text: str) -> str:
    """Return the form under which the same words are the same, wherever they stand and however they are written."""
    return fold(text).replace(" ", "")


_Span = tuple[int, int, Sort]


def _parted(text: str, spans: list[_Span]) -> list[Found]:
    """Return the stretches without overlap: what touches becomes one, of the sort that came first."""
    whole: list[_Span] = []
    for start, end, sort in sorted(spans):
        if whole and start < whole[-1][1]:
            before = whole.pop()
            whole.append((before[0], max(before[1], end), before[2]))
        else:
            whole.append((start, end, sort))
    return [Found(start, end, sort, text[start:end], key_of(text[start:end])) for start, end, sort in whole]


def _by_form(text: str) -> Iterator[_Span]:
    for match in _MAIL.finditer(text):
        yield (*match.span(), Sort.MAIL)
    for match in _IBAN.finditer(text):
        if _is_iban(match[0]):
            yield (*match.span(), Sort.IBAN)
    for match in _FIGURES.finditer(text):
        sort = _sort_of(match[0])
        if sort:
            yield (*match.span(), sort)


def _sort_of(figures: str) -> Sort | None:
    digits = re.sub(r"\D", "", figures)
    try:
        identity_numbers.normalise(digits)
    except identity_numbers.IdentityNumberInvalid:
        plain = "+" + digits if figures.lstrip("(").startswith("+") else digits
        is_phone = _PHONE.fullmatch(digits) or _ABROAD.fullmatch(plain)
        return Sort.PHONE if is_phone else None
    return Sort.IDENTITY


def _is_iban(written: str) -> bool:
    """Check the two digits of an account number (ISO 13616: the rest of the number by 97 is 1)."""
    bare = re.sub(r"[\s-]", "", written).upper()
    if not 15 <= len(bare) <= 34 or not bare.isascii():
        return False
    return int("".join(str(int(each, 36)) for each in bare[4:] + bare[:4])) % 97 == 1


def _by_name(text: str, known: Known) -> Iterator[_Span]:
    parts = {part for name in known.names for part in fold(name).split() if len(part) > 1}
    if not parts:
        return
    for match in _WORD.finditer(text):
        if _is_one_of(fold(match[0]), parts):
            yield match.start(), _with_suffix(text, match.end()), Sort.NAME
    for match in _SPELLED.finditer(text):
        if _is_one_of(key_of(match[0]), {part for part in parts if len(part) > 2}):
            yield (*match.span(), Sort.NAME)
    wholes = {"".join(order) for name in known.names for order in permutations(fold(name).split()[:4])}
    yield from ((*span, Sort.NAME) for span in _in_stream(text, {whole for whole in wholes if len(whole) > 5}))


def _with_suffix(text: str, end: int) -> int:
    """Return where the word ends that goes on with an apostrophe and a suffix."""
    if end < len(text) and text[end] in casing.APOSTROPHES:
        after = _WORD.match(text, end + 1)
        if after and is_suffix(fold(after[0])):
            return after.end()
    return end


def _is_one_of(word: str, parts: Iterable[str]) -> bool:
    return any(_is_form_of(word, part) for part in parts)


def _is_form_of(word: str, part: str) -> bool:
    """Tell whether a word is a name, with or without a suffix, or holds a name long enough to be no chance."""
    if word == part:
        return True
    if len(part) < 3:
        return False
    if len(part) > 4 and part in word:
        return True
    if word.startswith(part) and is_suffix(word[len(part) :]):
        return True
    soft = part[:-1] + _SOFTENED.get(part[-1], part[-1])
    return word.startswith(soft) and is_suffix(word[len(soft) :])


def _by_address(text: str, known: Known) -> Iterator[_Span]:
    words = [(match, fold(match[0])) for match in _WORD.finditer(text)]
    for address in known.addresses:
        tokens = fold(address).split()
        pairs = {(one, other) for one, other in pairwise(tokens) if not {one, other} <= _COMMON}
        telling = {each for each in tokens if each.isalpha() and len(each) > 3 and each not in _COMMON}
        for match, word in words:
            if _is_one_of(word, telling):
                yield match.start(), _with_suffix(text, match.end()), Sort.ADDRESS
        for (first, one), (second, other) in pairwise(words):
            if any(one == pair[0] and _is_form_of(other, pair[1]) for pair in pairs):
                yield first.start(), _with_suffix(text, second.end()), Sort.ADDRESS


def _by_figures(text: str, known: Known) -> Iterator[_Span]:
    """Find the person's own numbers, however they are parted, also without the code before them."""
    for phone in known.phones:
        digits = re.sub(r"\D", "", phone)
        for count in (10, 7):
            if len(digits) >= count:
                between = r"[\s.\-–/()]{0,3}"
                pattern = rf"(?<!\d)(?:\+?\d{{1,4}}{between}){{0,2}}{between.join(digits[-count:])}(?!\d)"
                for match in re.finditer(pattern, text):
                    yield (*match.span(), Sort.PHONE)


def _by_mail(text: str, known: Known) -> Iterator[_Span]:
    keys = set()
    for mail in known.mails:
        local = key_of(mail.partition("@")[0])
        keys |= {each for each in (local, key_of(mail)) if len(each) > 4}
    yield from ((*span, Sort.MAIL) for span in _in_stream(text, keys))


def _in_stream(text: str, keys: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Find keys in the letters and digits of a text, whatever stands between them; whole words are marked."""
    wanted = sorted(keys)
    if not wanted:
        return
    letters, places = [], []
    for at, mark in enumerate(text):
        plain = key_of(mark) if mark.isalnum() else ""
        letters.append(plain)
        places += [at] * len(plain)
    stream = "".join(letters)
    for key in wanted:
        at = stream.find(key)
        while at >= 0:
            yield _whole_word(text, places[at], places[at + len(key) - 1] + 1)
            at = stream.find(key, at + 1)


def _whole_word(text: str, start: int, end: int) -> tuple[int, int]:
    while start and (text[start - 1].isalnum() or "\u0300" <= text[start - 1] <= "\u036f"):
        start -= 1
    while end < len(text) and (text[end].isalnum() or "\u0300" <= text[end] <= "\u036f"):
        end += 1
    return start, _with_suffix(text, end)


def undecided(found: Iterable[Found], judged: Mapping[str, str]) -> list[Found]:
    """Return what nobody has judged yet, each word once."""
    seen: dict[str, Found] = {}
    for each in found:
        if each.key not in judged:
            seen.setdefault(each.key, each)
    return list(seen.values())
