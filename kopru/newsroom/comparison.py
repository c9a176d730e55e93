"""What differs between two editions, word by word, for whoever must answer for it."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

from kopru.newsroom.content import Content
from kopru.newsroom.wording import words_of

Change = Literal["same", "gone", "new"]
_PIECES: Final = re.compile(r"\s+|[^\s\w]|\w+")
#: lines longer than this are compared as wholes: difflib is quadratic
_LONGEST: Final = 4000


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed, went or came."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the edition with its pieces; `change` is "mixed" where words inside it changed."""

    change: Change | Literal["mixed"]
    pieces: list[Piece]


def compare(old: Content | None, new: Content) -> list[Line]:
    """Return the lines of `new` with what went from `old` and what came; without `old`, all as it stands."""
    after = [line for line in words_of(new) if line]
    if old is None:
        return [Line("same", [Piece("same", line)]) for line in after]
    before = [line for line in words_of(old) if line]
    lines: list[Line] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            lines += [Line("same", [Piece("same", line)]) for line in after[j1:j2]]
            continue
        gone, came = before[i1:i2], after[j1:j2]
        paired = min(len(gone), len(came))
        lines += [_line(left, right) for left, right in zip(gone, came, strict=False)]
        lines += [Line("gone", [Piece("gone", line)]) for line in gone[paired:]]
        lines += [Line("new", [Piece("new", line)]) for line in came[paired:]]
    return lines


def _line(old: str, new: str) -> Line:
    if max(len(old), len(new)) > _LONGEST:
        return Line("mixed", [Piece("gone", old), Piece("new", new)])
    left, right = _PIECES.findall(old), _PIECES.findall(new)
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(right[j1:j2])))
            continue
        if i1 < i2:
            pieces.append(Piece("gone", "".join(left[i1:i2])))
        if j1 < j2:
            pieces.append(Piece("new", "".join(right[j1:j2])))
    return Line("mixed", pieces)
