"""A mail's text taken apart: what its writer wrote, what was quoted, what was signed, what was passed on.

Nothing is lost: text, quoted and signature together hold all that was there. Where the rules would leave nothing, the
whole text stays. Measured against the known libraries in docs/decisions/0003-reply-stripping.md.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from kopru.cases.intake.mail import phrases
from kopru.cases.intake.mail.headers import ADDRESS
from kopru.cases.intake.mail.message import Forwarded

_DEEPEST: Final = 5
_BLOCK_LINES: Final = 14
#: Characters at the end of a text in which a disclaimer, and a program's line, are looked for.
_LONGEST_DISCLAIMER: Final = 8000
_END: Final = 2000
_MARKED: Final = re.compile(r"^[ \t]{0,3}>.*$", re.MULTILINE)
_STRIPPED: Final = re.compile(r"^[ \t]{0,3}> ?", re.MULTILINE)
_BLANK_LINES: Final = re.compile(r"\n{3,}")
_TRAILING: Final = re.compile(r"[ \t\u00a0]+$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Split:
    """The pieces of one text."""

    text: str = ""
    quoted: str = ""
    signature: str = ""
    forwarded: tuple[Forwarded, ...] = ()


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where something older begins: `start` of its introduction, `after` it, and what it says."""

    start: int
    after: int
    is_forward: bool = False
    found: Forwarded | None = None


def split(whole: str, subject: str = "") -> Split:
    """Take a text apart; the subject says whether headers in it are of a mail that was passed on."""
    text = _TRAILING.sub("", whole.replace("\r\n", "\n").replace("\r", "\n"))
    is_forward = phrases.FORWARD_SUBJECT.match(subject) is not None
    taken = _take_apart(text, is_forward=is_forward, depth=0)
    own, signature = _signed(taken.text)
    if not own and not taken.forwarded:
        own, signature = _signed(_unmarked(text)) if taken.quoted else (text.strip(), "")
        return Split(own or text.strip(), "", signature)
    return replace(taken, text=own, signature=signature)


def _take_apart(text: str, *, is_forward: bool, depth: int) -> Split:
    cut = _first_cut(text)
    if cut is None:
        return _without_marked(text)
    before, after = text[: cut.start], text[cut.after :]
    if (cut.is_forward or is_forward) and cut.found is not None:
        return _passed_on(before, after, cut.found, depth)
    introduction = text[cut.start : cut.after].strip()
    if after.lstrip("\n").startswith(">"):
        # Answered below or between: only what is marked is old.
        rest = _without_marked(after.lstrip("\n"))
        own = _without_marked(before)
        quoted = f"{own.quoted}\n{introduction}\n{rest.quoted}".strip()
        below = _take_apart(rest.text, is_forward=False, depth=depth) if rest.text and depth < _DEEPEST else rest
        return Split(_joined(own.text, below.text), _joined(quoted, below.quoted if below is not rest else ""))
    own = _without_marked(before)
    return Split(own.text, _joined(own.quoted, f"{introduction}\n{after}"))


def _passed_on(before: str, after: str, found: Forwarded, depth: int) -> Split:
    """Return what stands above a mail that was passed on, and that mail with those inside it."""
    own = _without_marked(before)
    inner_text = after
    if inner_text.lstrip("\n").startswith(">"):
        inner_text = _STRIPPED.sub("", inner_text)
    if depth >= _DEEPEST:
        return Split(own.text, own.quoted, "", (replace(found, text=inner_text.strip()),))
    inner = _take_apart(
        inner_text, is_forward=phrases.FORWARD_SUBJECT.match(found.subject) is not None, depth=depth + 1
    )
    written, signature = _signed(inner.text)
    mail = replace(found, text=written or ("" if inner.forwarded else inner_text.strip()))
    quoted = _joined(own.quoted, _joined(signature, inner.quoted))
    return Split(own.text, quoted, "", (mail, *inner.forwarded))


def _first_cut(text: str) -> _Cut | None:
    cuts = [cut for cut in (_header_block(text), _attribution(text), _mark(text)) if cut is not None]
    return min(cuts, key=lambda cut: (cut.start, -cut.after)) if cuts else None


def _mark(text: str) -> _Cut | None:
    """Find "-----Özgün İleti-----" and its like, where no header block follows."""
    found = phrases.ORIGINAL_MARK.search(text)
    forward = phrases.FORWARD_MARK.search(text)
    if forward and (not found or forward.start() < found.start()):
        return _Cut(forward.start(), forward.end(), is_forward=True, found=Forwarded())
    return _Cut(found.start(), found.end()) if found else None


def _attribution(text: str) -> _Cut | None:
    """Find "24 Kas 2026 14:05 tarihinde Ali Veli şunu yazdı:", also where it was wrapped."""
    stamped = phrases.STAMPED.search(text) if ">:" in text or "> :" in text else None
    small = text.lower()
    if not any(stem in small for stem in phrases.STEMS):
        return _Cut(stamped.start(), stamped.end()) if stamped else None
    limit = stamped.start() if stamped else len(text)
    for verb in phrases.VERB.finditer(text, 0, limit):
        begun = text.rfind("\n", 0, verb.start()) + 1
        if verb.start() - begun > 400:
            continue
        for stop in _line_ends(text, verb.end()):
            is_marked = text[stop : stop + 200].lstrip("\n").startswith(">")
            if not phrases.AFTER_VERB.fullmatch(text, verb.end(), stop):
                continue
            start = _wrapped_start(text, begun, stop)
            line = text[start:stop]
            if is_marked or (phrases.CREDIBLE.search(line) and line.rstrip(" -–").endswith((":", ":"))):
                return _Cut(start, stop)
    return _Cut(stamped.start(), stamped.end()) if stamped else None


def _line_ends(text: str, position: int) -> Iterator[int]:
    """Yield where the line of a verb ends, and the next one, if what is quoted follows that."""
    stop = text.find("\n", position)
    yield stop if stop >= 0 else len(text)
    after = text.find("\n", stop + 1)
    if 0 <= stop < after and after - stop < 200 and text[after : after + 200].lstrip("\n").startswith(">"):
        yield after


def _wrapped_start(text: str, start: int, end: int) -> int:
    """Return where an introduction of up to three lines begins whose last line begins at `start`."""
    for _ in range(2):
        line = text[start:end]
        above = text.rfind("\n", 0, max(start - 1, 0)) + 1
        previous = text[above : max(start - 1, 0)]
        if start == 0 or not previous.strip() or previous.lstrip().startswith(">") or len(previous) > 300:
            break
        is_torn = line.count(">") > line.count("<")
        has_moment = phrases.MOMENT.search(line) is not None
        opened_above = phrases.MOMENT.search(previous) or phrases.OPENS.match(previous) or "@" in previous
        if not is_torn and (has_moment and (phrases.OPENS.match(line) or "@" in line or "<" not in previous)):
            break
        if not is_torn and not opened_above:
            break
        start = above
    return start


def _header_block(text: str) -> _Cut | None:
    """Find "Kimden: … Gönderildi: … Kime: … Konu: …": at least the writer and two more, on lines that follow."""
    tried = -1
    for found in phrases.LABEL.finditer(text):
        if found.start() < tried:
            continue
        values, after = _labels(text, found.start())
        tried = after
        mark_start, mark = _mark_above(text, found.start())
        wanted = 2 if mark else 3
        if "from" not in values or len(values) < wanted or not (values.keys() & {"date", "subject", "to"}):
            continue
        name, address = _person(values["from"])
        mail = Forwarded(name, address, values.get("subject", ""), values.get("date", ""))
        return _Cut(mark_start, after, is_forward=mark == "forward", found=mail)
    return None


def _labels(text: str, start: int) -> tuple[dict[str, str], int]:
    """Return the labelled lines from `start` on, by what they say, and where they end."""
    values: dict[str, str] = {}
    position, last, end = start, "", start
    for _ in range(_BLOCK_LINES):
        newline = text.find("\n", position)
        stop = newline if newline >= 0 else len(text)
        line = text[position:stop]
        bare = line.strip("> \t")
        if found := phrases.LABEL.match(line):
            last = _kind(found)
            values.setdefault(last, found["value"].strip(" *"))
            end = stop
        elif not bare and last and _label_follows(text, stop + 1):
            pass
        elif bare and last and (values[last] == "" or last in ("to", "cc") or line[:1] in " \t"):
            values[last] = f"{values[last]} {bare}".strip()  # a long list of recipients was wrapped
            end = stop
        else:
            break
        position = stop + 1
        if newline < 0:
            break
    return values, end


def _kind(found: re.Match[str]) -> str:
    return next(kind for kind in phrases.LABELS if found[kind.replace("-", "_")])


def _label_follows(text: str, position: int) -> bool:
    newline = text.find("\n", position)
    return phrases.LABEL.match(text[position : newline if newline >= 0 else len(text)]) is not None


def _mark_above(text: str, start: int) -> tuple[int, str]:
    """Return where the line that introduces a header block begins, and whether it says "forward" or "original"."""
    head = text[max(0, start - 400) : start].rstrip("\n> \t")
    begun = head.rfind("\n") + 1
    line, where = head[begun:], max(0, start - 400) + begun
    if phrases.FORWARD_MARK.match(line):
        return where, "forward"
    if phrases.ORIGINAL_MARK.match(line) or phrases.RULE.match(line):
        return where, "original"
    return start, ""


def _person(value: str) -> tuple[str, str]:
    """Return name and address of "Ali Veli <ali@example.org>", "Ali Veli [mailto:ali@…]", "ali@…"."""
    found = ADDRESS.search(value.replace("mailto:", " "))
    address = found[0].strip("*.") if found else ""
    name = re.sub(r"[<\[(].*$", "", value).strip(" \"'*,;")
    return ("" if name == address else name), address


def _without_marked(text: str) -> Split:
    """Part the lines that begin with ">" from the others."""
    if ">" not in text:
        return Split(_tidy(text))
    quoted = "\n".join(found[0] for found in _MARKED.finditer(text))
    return Split(_tidy(_MARKED.sub("", text)), quoted)


def _unmarked(text: str) -> str:
    return _STRIPPED.sub("", text)


def _signed(text: str) -> tuple[str, str]:
    """Part a signature, a program's own line or a disclaimer from what stands above it."""
    cut = len(text)
    if found := phrases.SIGNATURE_MARK.search(text):
        cut = found.start()
    if found := phrases.DISCLAIMER.search(text, max(1, cut - _LONGEST_DISCLAIMER), cut):
        cut = found.start()
    body, end, signature = text[: max(0, cut - _END)], text[max(0, cut - _END) : cut], text[cut:]
    lines = phrases.PROGRAM_SIGNATURE.findall(end) if phrases.PROGRAM.search(end) else []
    if lines:
        end = phrases.PROGRAM_SIGNATURE.sub("", end)
        signature = _joined("\n".join(line.strip() for line in lines), signature)
    own = _tidy(body + end)
    return (own, signature.strip()) if own else (own, text.strip())


def _tidy(text: str) -> str:
    text = _BLANK_LINES.sub("\n\n", text).strip("\n")
    lines = text.split("\n")
    while lines and (not lines[-1].strip() or phrases.RULE.match(lines[-1])):
        lines.pop()
    return "\n".join(lines).strip("\n")


def _joined(above: str, below: str) -> str:
    return f"{above}\n\n{below}".strip("\n") if above and below else above or below
