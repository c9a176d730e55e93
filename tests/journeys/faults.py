"""What axe finds on an open page."""

from typing import Final
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

#: Rules of axe that are advice of its makers and no rule of WCAG are asked too.
_RULES: Final = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def faults(page: Page) -> list[str]:
    """Return what axe calls serious or critical, with the first places."""
    page.wait_for_load_state("networkidle")
    found = Axe().run(page, options=_RULES).response["violations"]
    return [
        f"{urlsplit(page.url).path} {each['id']}: {each['help']}: {[node['html'][:160] for node in each['nodes'][:3]]}"
        for each in found
        if each["impact"] in {"serious", "critical"}
    ]
