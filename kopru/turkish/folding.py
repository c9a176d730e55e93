"""One folded form for index and query alike, so that ``ışık``, ``Işık``, ``IŞIK`` and ``isik`` are one word.

Rule: Turkish lower case → NFKD without marks → ı to i → everything that is no letter or digit to one space.
Source: turkey.md (e) 4; neither SQLite's FTS5 nor PostgreSQL folds Turkish correctly, so it is done here, once.
"""

import re
import unicodedata

from kopru.turkish import casing

_PLAIN = str.maketrans("çğıöşüâîûÇĞIİÖŞÜÂÎÛ", "cgiosuaiucgiiosuaiu")
_NOT_WORD = re.compile(r"[\W_]+")
_WORD = re.compile(rf"[^\W_]+(?:[{casing.APOSTROPHES}][^\W_]+)*")
_APOSTROPHE = re.compile(f"[{casing.APOSTROPHES}]")
_AFTER_APOSTROPHE = re.compile(
    # A chain of Turkish suffixes, folded: case, possessive, plural, -ki, -li, -lik, -siz, -ca, copula, ordinal.
    r"(?:y|n|s)?(?:"
    r"l[ae]r|l[iu]k?|l[iu]g|s[iu]z|[iu]?nc[iu]|[cd]?[iu]m?[iu]?z?|[iu]m|[iu]n[iu]z|[iu]n|[dt][ae]n?|[dt][iu]r?|ki|"
    r"l[ae]|c[ae]|m[iu]s|s[ae]|[ae]|[iu])*(?:n|m|k)?"
)
_SPECIAL = {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ð": "d", "þ": "th"}
_SPECIAL_LETTERS = str.maketrans(_SPECIAL)


def _bare(text: str) -> str:
    """Return small letters without marks; punctuation is still there."""
    plain = text.translate(_PLAIN)
    if plain.isascii():
        return plain.lower()
    small = casing.lower(unicodedata.normalize("NFKC", text))
    for _ in range(3):  # a compatibility form may hide a capital, whose small form may carry a mark again
        apart = unicodedata.normalize("NFKD", small)
        bare = "".join(mark for mark in apart if not unicodedata.combining(mark)).replace("ı", "i").casefold()
        if bare == small:
            break
        small = bare
    return small


def fold(text: str) -> str:
    """Return the folded text: small letters without marks, words parted by one space, no punctuation."""
    return _NOT_WORD.sub(" ", _bare(text)).strip()


def is_suffix(folded: str) -> bool:
    """Say whether the letters after an apostrophe (already folded) can be a chain of Turkish suffixes."""
    return len(folded) <= 14 and _AFTER_APOSTROPHE.fullmatch(folded) is not None


def tokens(text: str) -> tuple[str, ...]:
    """Return the folded words in their order.

    A suffix after an apostrophe is dropped (``Küçükkuyu’nun`` → ``kucukkuyu``, ``2026'da`` → ``2026``); what cannot be
    a suffix stays as a word of its own (``O’Connor`` → ``o``, ``connor``).
    """
    plain = text.translate(_PLAIN)
    if plain.isascii() and not _APOSTROPHE.search(plain):  # letter by letter the same: words need not be folded singly
        return tuple(_NOT_WORD.sub(" ", plain.lower()).split())
    found: list[str] = []
    for word in words(text):
        bare = _bare(word)
        if bare.isalnum():
            found.append(bare)
        else:  # a compatibility form such as ½ falls apart into several words
            found.extend(fold(bare).split())
    return tuple(found)


def words(text: str) -> list[str]:
    """Return the words as written, in their order, without the suffix that an apostrophe parts from a name."""
    found: list[str] = []
    for word in _WORD.findall(text):
        if word.isalnum():
            found.append(word)
            continue
        first, *others = _APOSTROPHE.split(word)
        found.append(first)
        found.extend(part for part in others if not is_suffix(fold(part)))
    return found


def slug(text: str, max_length: int = 80) -> str:
    """Return letters a–z, digits and hyphens for a URL, cut at a word if longer than ``max_length`` characters.

    A suffix stays with its name, as newspapers write it: ``Küçükkuyu'da şenlik`` becomes ``kucukkuyuda-senlik``.
    """
    joined = _APOSTROPHE.sub("", text)
    ascii_only = re.sub(r"[^a-z0-9]+", " ", _bare(joined).translate(_SPECIAL_LETTERS))
    whole = "-".join(ascii_only.split())
    if len(whole) <= max_length:
        return whole
    cut = whole[: max_length + 1].rpartition("-")[0]
    return cut or whole[:max_length]
