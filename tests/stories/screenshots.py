"""Check pages in desktop and phone sizes, light and dark, with axe; optionally with screenshots."""

import os
import zlib
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

AXE = Axe()
SHOTS = Path("shots")
DESK: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
SMALL: ViewportSize = {"width": 360, "height": 640}
NARROW: ViewportSize = {"width": 320, "height": 640}
QUICKLY = {"preload": False, "resultTypes": ["violations"]}
EVERYTHING = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    **QUICKLY,
}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}, **QUICKLY}
VARIANTS = ((DESK, "light"), (PHONE, "dark"))
"""The stylesheets choose colours by theme, never by width, and by theme nothing else: each width and theme is
looked at once. `test_theme.py` measures the contrast of what only the other width shows."""


def axe_violations(page: Page, rules: dict[str, Any] = EVERYTHING) -> list[str]:
    """What axe finds wrong, a line each: the rule, and the first element that breaks it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    violations = page.evaluate("async rules => (await axe.run(rules)).violations", rules)
    return [f"{rule['id']}: {rule['help']}: {rule['nodes'][0]['html'][:200]}" for rule in violations]


def check_page(page: Page, name: str) -> None:
    """Check a page in one of two variants: nothing for axe to find, nothing that scrolls sideways.

    Which one is by the name, so that half of all pages are looked at in each; with screenshots it is both.
    With HANDSEL_SHOTS set, `shots/<name>-<width>-<scheme>.png` shows each width and theme.
    """
    page.wait_for_load_state("load")  # Before its styles have come, nothing has its size.
    shoot(page, name)
    for size, scheme in VARIANTS if is_shooting() else VARIANTS[zlib.crc32(name.encode()) % 2 :][:1]:
        variant = f"{name}-{size['width']}-{scheme}"
        show(page, size, scheme)
        violations = axe_violations(page)
        assert violations == [], "\n".join([variant, *violations])
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], variant
    page.set_viewport_size(SMALL)
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"], f"{name} at 360"
    show(page, DESK, "light")


def show(page: Page, size: ViewportSize, scheme: Any) -> None:
    """Show a page from its top, with the bar of a selection at its place: bars cover what they must."""
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    page.evaluate("document.querySelectorAll('.selection').forEach(bar => bar.style.position = 'static')")
    page.evaluate("scrollTo(0, 0)")


def is_shooting() -> bool:
    """Whether screenshots are taken."""
    return bool(os.environ.get("HANDSEL_SHOTS"))


def shoot(page: Page, name: str, sizes: Sequence[ViewportSize] = (DESK, PHONE)) -> None:
    """With HANDSEL_SHOTS set, take the screenshots of a page in some sizes, light and dark."""
    if not is_shooting():
        return
    for size, scheme in product(sizes, ["light", "dark"]):
        show(page, size, scheme)
        path = SHOTS / f"{name}-{size['width']}-{scheme}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=path, full_page=True)
