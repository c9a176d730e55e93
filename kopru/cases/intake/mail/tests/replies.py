"""Answers and forwarded mails as the mail programs of Turkey write them, read from the text files beside this one."""

import re
from pathlib import Path
from typing import NamedTuple


class Reply(NamedTuple):
    program: str
    subject: str
    text: str
    written: str


def _blocks(name: str) -> list[Reply]:
    _preface, *pieces = re.split(r"(?m)^##### ", (Path(__file__).parent / name).read_text(encoding="utf-8"))
    found: list[Reply] = []
    for piece in pieces:
        heading, _newline, text = piece.partition("\n")
        if heading == "written":
            found[-1] = found[-1]._replace(written=text.strip("\n"))
        else:
            program, _bar, subject = heading.partition(" | ")
            found.append(Reply(program, subject, text.rstrip("\n"), ""))
    return found


REPLIES = _blocks("replies.txt")
FORWARDS = _blocks("forwards.txt")
