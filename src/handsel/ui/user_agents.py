"""Name the browser and system of a user agent."""

from django.utils.translation import gettext as _

_UNKNOWN = "Other"
_NAMES = {"HeadlessChrome": "Chromium", "Mac OS X": "macOS", "Chrome OS": "ChromeOS"}
"""What people call what ua-parser names otherwise."""
_EDITIONS = {"Mobile", "WebView", "UI/WKWebView", "iOS"}
"""Words in its names of browsers on telephones and inside of apps; the system is named anyway."""


def browser_text(agent: str) -> str:
    """`Firefox on Windows`, as far as the user agent tells."""
    # Its patterns take half a second and 8 MB: they are loaded when the first sign-in is named.
    from ua_parser import parse

    result = parse(agent).with_defaults()
    browser = _browser_name(result.user_agent.family)
    machine = result.device.family if result.os.family == "iOS" else result.os.family
    if machine == _UNKNOWN:
        return browser
    return _("{browser} on {machine}").format(browser=browser, machine=_NAMES.get(machine, machine))


def _browser_name(family: str) -> str:
    if family == _UNKNOWN:
        return _("Another browser")
    name = " ".join(word for word in family.split() if word not in _EDITIONS)
    return _NAMES.get(name, name)
