"""A journalist's mail, split into the questions it holds: a suggestion, which the officer confirms."""

import re
from typing import Final

_NUMBERED: Final = re.compile(r"^\s*(?:soru\s*)?(?:\d{1,2}\s*[.):\-–]|[-–•*])\s+", re.IGNORECASE)
_ENDS: Final = re.compile(r"(?<=[?])\s+")
_SENTENCES: Final = re.compile(r"(?<=[.!…])\s+(?=[A-ZÇĞİÖŞÜ])")
_LIMIT: Final = 60


def suggested(text: str) -> list[str]:
    """Return the questions found in `text`, in their order: numbered lines first, else what ends with "?"."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    numbered = _numbered(lines)
    if len(numbered) > 1:
        return numbered[:_LIMIT]
    found = []
    for paragraph in re.split(r"\n\s*\n", text):
        flat = " ".join(paragraph.split())
        found += [_last_sentence(part) for part in _ENDS.split(flat) if part.endswith("?")]
    return found[:_LIMIT]


def _numbered(lines: list[str]) -> list[str]:
    """Join each numbered line with the lines that go on with it; a line after a question's end is another's."""
    found: list[str] = []
    for line in lines:
        if _NUMBERED.match(line):
            found.append(_NUMBERED.sub("", line))
        elif found and not found[-1].endswith(("?", ".")):
            found[-1] = f"{found[-1]} {line}"
    return [each for each in found if each]


def _last_sentence(part: str) -> str:
    return _SENTENCES.split(part)[-1].strip()
