"""HTML as text: what a person would read, one block a line, quotations with "> " as text mail has them."""

import re
from typing import Any, Final

from lxml import etree

#: Characters of markup that are read; evidence keeps all of it.
_LONGEST: Final = 3_000_000
_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_SPACED: Final = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "pre"])
_HIDDEN: Final = frozenset(
    ["head", "script", "style", "title", "template", "noscript", "object", "svg", "math", "select"]
)
_WHITE: Final = re.compile(r"[ \t\r\n\f\u00a0\u200b\u200c\ufeff\u034f\u00ad]+")
_BLANK_LINES: Final = re.compile(r"\n{3,}")
_NUL: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff]")
_INVISIBLE: Final = re.compile(r"display\s*:\s*none|font-size\s*:\s*0(?![.\d])|visibility\s*:\s*hidden", re.IGNORECASE)


def to_text(markup: str) -> str:
    """Return the text of a page or mail; "" if there is none. Bounded in time by the length of `markup`."""
    clean = _NUL.sub("", markup[:_LONGEST])
    if not clean.strip():
        return ""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, recover=True)
    try:
        root = etree.fromstring(clean.encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        root = None
    if root is None:
        return re.sub(r"<[^<>]{0,1000}>", " ", clean).strip()
    return _Writer().write(root)


class _Writer:
    """Walks the tree without recursion and gathers lines."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.open: list[str] = []
        self.depth = 0  # of quotation
        self.kept = 0  # elements in which blanks count

    def write(self, root: Any) -> str:
        walk = etree.iterwalk(root, events=("start", "end"))
        hidden: Any = None
        for event, element in walk:
            tag = element.tag if isinstance(element.tag, str) else "script"
            if event == "start":
                if hidden is None and (tag in _HIDDEN or _is_hidden(element)):
                    hidden = element
                    walk.skip_subtree()
                if hidden is None:
                    self._start(tag, element)
            elif hidden is element:
                hidden = None
                self._say(element.tail)
            elif hidden is None:
                self._end(tag)
                self._say(element.tail)
        self._break()
        return _BLANK_LINES.sub("\n\n", "\n".join(self.lines)).strip("\n")

    def _start(self, tag: str, element: Any) -> None:
        if tag in _BLOCKS:
            self._break()
        if tag in _SPACED:
            self._space()
        if tag == "blockquote":
            self.depth += 1
        elif tag == "pre":
            self.kept += 1
        elif tag == "br":
            self._break(forced=True)
        elif tag == "hr":
            self.open.append("________________________________")
            self._break()
        elif tag == "li":
            self.open.append("- ")
        elif tag in ("td", "th") and self.open:
            self.open.append(" ")
        self._say(element.text)

    def _end(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._break()
        if tag == "blockquote":
            self.depth -= 1
        elif tag == "pre":
            self.kept -= 1
        if tag in _SPACED:
            self._space()

    def _say(self, text: str | None) -> None:
        if not text:
            return
        if not self.kept:
            self.open.append(text)
            return
        first, *others = text.split("\n")
        self.open.append(first)
        for line in others:
            self._break(forced=True)
            self.open.append(line)

    def _break(self, *, forced: bool = False) -> None:
        line = "".join(self.open)
        line = line.rstrip() if self.kept else _WHITE.sub(" ", line).strip()
        self.open.clear()
        if line or forced:
            self.lines.append(f"{'> ' * min(self.depth, 5)}{line}".rstrip())

    def _space(self) -> None:
        if self.lines and self.lines[-1].strip("> "):
            self.lines.append("> " * min(self.depth, 5))


def _is_hidden(element: Any) -> bool:
    style = element.get("style")
    return style is not None and _INVISIBLE.search(style) is not None
