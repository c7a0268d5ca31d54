"""What people call the browser and the machine that a user agent names."""

from django.utils.translation import gettext as _

BROWSERS = (
    ("EdgiOS/", "Edge"),
    ("EdgA/", "Edge"),
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Vivaldi/", "Vivaldi"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("HeadlessChrome/", "Chromium"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""What gives a browser away, the special before the general: nearly all say that they are Safari too."""
MACHINES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def browser_text(agent: str) -> str:
    """`Firefox on Windows`, or as much of it as a user agent tells."""
    browser = _named(agent, BROWSERS) or _("Another browser")
    machine = _named(agent, MACHINES)
    return _("{browser} on {machine}").format(browser=browser, machine=machine) if machine else browser


def _named(agent: str, signs: tuple[tuple[str, str], ...]) -> str:
    return next((name for sign, name in signs if sign in agent), "")
