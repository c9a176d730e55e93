"""How bad a status code is (RFC 3463), and what a server's own words say where it gives none."""

import re
from dataclasses import dataclass
from typing import Final

from kopru.delivery.models import BounceKind
from kopru.turkish import folding

_ENHANCED: Final = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
_REPLY: Final = re.compile(r"(?m)(?:^|[\s:;(<\"'=])([45])[0-5]\d(?=[ \-]|$)")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")
#: Folded words that say the box is full, that we are not liked, or that it is still being tried.
_FULL: Final = re.compile(r"mailbox (is )?full|over ?quota|quota exceeded|kota|posta kutusu dolu|storage allocation")
_DISLIKED: Final = re.compile(
    r"spam|spf|dkim|dmarc|blocked|blacklist|blocklist|\bdnsbl|\brbl\b|policy|reputation|too large|size limit|virus"
)
_STILL_TRYING: Final = re.compile(
    r"(will|continue) (to )?(be )?(retr|try)|no action is required|delayed|warning message only|henuz"
    r"|denemeye devam|gecik"
)
_UNKNOWN_USER: Final = re.compile(
    r"user unknown|unknown user|no such (user|recipient|mailbox|address)|does ?n[o']t exist|not (be )?found"
    r"|mailbox unavailable|invalid recipient|recipient rejected"
    r"|bilinmiyor|bulunama|gecersiz alici|boyle bir|mevcut degil"
)

#: Address statuses that speak of the sender, not of the recipient.
_SENDERS: Final = frozenset({(1, 7), (1, 8)})
#: Beyond address statuses (1.x): disabled, moved; no host, no such recipient behind it, no such domain.
_AT_FAULT: Final = frozenset({(2, 0), (2, 1), (4, 1), (4, 4), (4, 310)})


@dataclass(frozen=True, slots=True)
class Judgement:
    """For good or for now; whether this copy is given up; whether the address is to blame; in which words."""

    kind: str
    final: bool
    address_at_fault: bool
    reason: str = ""


DELAYED: Final = Judgement(BounceKind.SOFT, final=False, address_at_fault=False)
REFUSED: Final = Judgement(BounceKind.HARD, final=True, address_at_fault=True)


def judge(status: str, words: str, *, delayed: bool) -> Judgement:
    """Judge a status field and the diagnostic beside it; the more exact of the two codes counts.

    A full box or a server that gave up trying is no dead address. A refusal of what we wrote, or of us, is for good but
    not the address's fault.
    """
    reason = _cleaned(words if status and status in words else f"{status} {words}")
    code = _code(status, words)
    if delayed:
        return Judgement(BounceKind.SOFT, final=False, address_at_fault=False, reason=reason)
    folded = folding.fold(words)
    full = code[1:] == (2, 2) or (code[1:] == (0, 0) and _FULL.search(folded) is not None)
    if code[0] == 4 or full:
        return Judgement(BounceKind.SOFT, final=True, address_at_fault=False, reason=reason)
    if code[1:] == (0, 0):
        return Judgement(BounceKind.HARD, final=True, address_at_fault=not _DISLIKED.search(folded), reason=reason)
    at_fault = (code[1] == 1 and code[1:] not in _SENDERS) or code[1:] in _AT_FAULT
    return Judgement(BounceKind.HARD, final=True, address_at_fault=at_fault, reason=reason)


def of_text(text: str) -> Judgement | None:
    """Judge what a server wrote without a status field; None if it says nothing that is understood."""
    folded = folding.fold(text)
    delayed = _STILL_TRYING.search(folded) is not None
    line = _line_with(_ENHANCED, text) or _line_with(_REPLY, text)
    if line:
        found = _ENHANCED.search(line)
        reply = _REPLY.search(line)
        status = found.group(0) if found else f"{reply.group(1) if reply else 5}.0.0"
        judged = judge(status, line, delayed=delayed)
        return Judgement(judged.kind, judged.final, judged.address_at_fault, _cleaned(line))
    if delayed:
        return DELAYED
    if _FULL.search(folded):
        return Judgement(BounceKind.SOFT, final=True, address_at_fault=False)
    return REFUSED if _UNKNOWN_USER.search(folded) else None


def first_line_about(text: str, address: str) -> str:
    """Return the words after the address, or the first line, cleaned for the ledger."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for index, line in enumerate(lines):
        if address and address.lower() in line.lower():
            after = line.lower().partition(address.lower())[2].strip(" >:,.-")
            return _cleaned(line if after else " ".join(lines[index + 1 : index + 2]) or line)
    return _cleaned(lines[0]) if lines else ""


def _line_with(pattern: re.Pattern[str], text: str) -> str:
    return next((line.strip() for line in text.splitlines() if pattern.search(line)), "")


def _code(status: str, words: str) -> tuple[int, int, int]:
    codes = [tuple(map(int, found)) for one in (status, words) for found in _ENHANCED.findall(one)]
    exact = [code for code in codes if code[1:] != (0, 0)]
    if exact:
        return exact[0][0], exact[0][1], exact[0][2]
    reply = _REPLY.search(words)
    first = codes[0][0] if codes else int(reply.group(1)) if reply else 5
    return first, 0, 0


def _cleaned(words: str) -> str:
    return " ".join(_CONTROL.sub(" ", words).split())[:255]
