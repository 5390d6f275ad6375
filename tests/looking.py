"""How a page looks to a person: nothing that axe complains of, nothing too wide, nothing fetched from elsewhere."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ViewportSize

Look = Literal["light", "dark"]

WIDTHS = {"phone": 390, "desk": 1280}
LOOKS = pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("vi", "phone", "light"), ("vi", "desk", "dark"), ("en", "phone", "dark"), ("en", "desk", "light")],
)
"""The ways to look at a page: both languages, widths and schemes, each twice."""


def faults(browser: Browser, home: str, address: str, width: str, scheme: Look) -> list[object]:
    """Return what is wrong with the page at an address below `home`."""
    size = ViewportSize(width=WIDTHS[width], height=844)
    context = browser.new_context(viewport=size, color_scheme=scheme)
    page = context.new_page()
    found: list[object] = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: found.append(request.url) if not request.url.startswith(home) else None)
    page.goto(home + address)
    page.wait_for_load_state("networkidle")
    violations = Axe().run(page).response["violations"]
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()
    found += [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in violations]
    return [*found, *([f"too wide by {overflow}"] if overflow > 0 else [])]
