"""Check pages in desktop and phone sizes, light and dark, with axe; optionally with screenshots."""

import os
from collections.abc import Sequence
from itertools import product
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

AXE = Axe()
SHOTS = Path("shots")
DESK: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
SMALL: ViewportSize = {"width": 360, "height": 640}
NARROW: ViewportSize = {"width": 320, "height": 640}
QUICKLY = {"preload": False, "resultTypes": ["violations"]}
RULES = {
    "light": {
        "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        **QUICKLY,
    },
    "dark": {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}, **QUICKLY},
}
"""In the dark only colours differ, so only the rules on colours are asked again."""


def axe_violations(page: Page, scheme: str = "light") -> list[str]:
    """What axe finds wrong, a line each: the rule, and the first element that breaks it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    violations = page.evaluate("async rules => (await axe.run(rules)).violations", RULES[scheme])
    return [f"{rule['id']}: {rule['help']}: {rule['nodes'][0]['html'][:200]}" for rule in violations]


def check_page(page: Page, name: str) -> None:
    """Check a page in four variants: nothing for axe to find, nothing that scrolls sideways.

    With HANDSEL_SHOTS set, `shots/<name>-<width>-<scheme>.png` shows each.
    """
    page.wait_for_load_state("load")  # Before its styles have come, nothing has its size.
    for size, scheme in product([DESK, PHONE], ["light", "dark"]):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        page.evaluate("scrollTo(0, 0)")  # Further down, bars and messages cover what they must.
        variant = f"{name}-{size['width']}-{scheme}"
        _shoot(page, variant)
        violations = axe_violations(page, scheme)
        assert violations == [], "\n".join([variant, *violations])
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], variant
    page.set_viewport_size(SMALL)
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"], f"{name} at 360"
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light")


def shoot(page: Page, name: str, sizes: Sequence[ViewportSize] = (DESK, PHONE)) -> None:
    """With HANDSEL_SHOTS set, take the screenshots of a page in some sizes, light and dark."""
    for size, scheme in product(sizes, ["light", "dark"]):
        if os.environ.get("HANDSEL_SHOTS"):
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme)
            _shoot(page, f"{name}-{size['width']}-{scheme}")


def _shoot(page: Page, variant: str) -> None:
    if os.environ.get("HANDSEL_SHOTS"):
        path = SHOTS / f"{variant}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=path, full_page=True)
