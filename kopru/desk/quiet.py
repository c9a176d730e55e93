"""Choosers that start from data attributes: the framework writes a script into the page, which a strict policy refuses.

`BaseChooser` has no setting for it, so its `render` is replaced once, when the desk gets ready;
`static/desk/widgets.js` does the rest.
"""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.widgets.chooser import BaseChooser


def _render(
    self: BaseChooser,
    name: str,
    value: Any,
    attrs: dict[str, Any] | None = None,
    renderer: Any = None,  # noqa: ARG001 - Django passes it by name
) -> SafeString:
    """Return the chooser's HTML and, beside it, what the browser needs to start it."""
    place = (attrs or {})["id"]
    known = self.get_value_data(value)
    start: SafeString = format_html(
        '<span hidden data-desk-start="{}" data-desk-for="{}" data-desk-options="{}"></span>',
        self.js_constructor,
        place,
        json.dumps(self.get_js_init_options(place, name, known)),
    )
    chooser: SafeString = mark_safe(self.render_html(name, known, attrs))  # noqa: S308 - the chooser's own template
    return chooser + start


def hush() -> None:
    """Let every chooser of the admin start without a script in the page."""
    BaseChooser.render = _render
