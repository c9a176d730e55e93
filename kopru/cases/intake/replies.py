"""What a short reply means: thanks and no more, "not ours", "I need time"; read from its first words."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from kopru.turkish import dates
from kopru.turkish.folding import fold

#: More words than this are no mere thanks.
_FEW: Final = 14
_THANKS: Final = re.compile(
    r"\b(tesekkur\w*|tsk\w*|sag ?ol\w*|eyvallah|eksik olmayin|elinize saglik|emeginize saglik|minnettar\w*"
    r"|thank\w*|thx|merci|danke)\b"
)
#: Any of these wants an answer, however politely it is said.
_MORE: Final = re.compile(
    r"\?|\b(ama|fakat|ancak|lakin|yine|hala|henuz|tekrar|degil\w*|yok|olmadi|cozulme\w*|yapilma\w*|gelme\w*|duzelme\w*"
    r"|bekli\w*|istiyor\w*|rica ed\w*|ne zaman|neden|nicin|but|however|still|not|again|please|when|why)\b"
)
_NOT_OURS: Final = re.compile(
    r"^\W*(bizim degil\w*|bizimle ilgili degil\w*|bizim gorevimiz degil\w*|birimimizle ilgili degil\w*"
    r"|birimimizi ilgilendirmi\w*|gorev alanimizda degil\w*|mudurlugumuzle ilgili degil\w*)\b"
)
_TIME: Final = re.compile(
    r"^\W*(ek )?(sure|zaman) (istiyoruz|istiyorum|talep ediyoruz|talep ediyorum|rica ediyoruz|rica ederiz|gerekiyor)"
)
_DAY: Final = re.compile(
    r"\b(\d{1,2}[./]\d{1,2}([./]\d{2,4})?|\d{4}-\d{2}-\d{2}|\d{1,2} (ocak|subat|mart|nisan|mayis|haziran|temmuz|agustos"
    r"|eylul|ekim|kasim|aralik)( \d{4})?)\b"
)


class Meaning(StrEnum):
    """What a unit's reply does."""

    ANSWER = "answer"
    NOT_OURS = "not-ours"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class UnitReply:
    """What the unit wants, the words that say why, and for time the day."""

    meaning: Meaning
    text: str
    until: date | None = None


def is_only_thanks(text: str) -> bool:
    """Tell whether `text` says thanks and nothing that wants an answer."""
    folded = fold(text)
    if not folded.strip() or len(folded.split()) > _FEW:
        return False
    return _THANKS.search(folded) is not None and _MORE.search(folded) is None and "?" not in text


def of_unit(text: str, *, today: date) -> UnitReply:
    """Return what a unit's reply does; words that fit nothing else are its answer."""
    first, _newline, rest = text.strip().partition("\n")
    folded = fold(first)
    if _NOT_OURS.search(folded):
        return UnitReply(Meaning.NOT_OURS, rest.strip() or first)
    if _TIME.search(folded):
        return UnitReply(Meaning.TIME, rest.strip() or first, _day_in(f"{first}\n{rest}", today))
    return UnitReply(Meaning.ANSWER, text.strip())


def _day_in(text: str, today: date) -> date | None:
    found = _DAY.search(text) or _DAY.search(fold(text))  # folding takes the full stops out of 4.12.2026
    if found is None:
        return None
    try:
        return dates.parse_date(found[0], today=today)
    except ValueError:
        return None
