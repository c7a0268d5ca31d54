"""Browsers and machines by the names that people know."""

import subprocess
import sys

import pytest

from handsel.ui.user_agents import browser_text

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
X11, WINDOWS = "Mozilla/5.0 (X11; Linux x86_64)", "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
MAC, ANDROID = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", "Mozilla/5.0 (Linux; Android 14; K)"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
IPAD = "Mozilla/5.0 (iPad; CPU OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
CHROMEBOOK = "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0)"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (f"{X11} {WEBKIT} Ubuntu Chromium/142.0.0.0 Chrome/142.0.0.0 Safari/537.36", "Chromium on Ubuntu"),
        (f"{X11} {WEBKIT} HeadlessChrome/142.0.0.0 Safari/537.36", "Chromium on Linux"),
        (f"{X11} {WEBKIT} Chrome/142.0.0.0 Safari/537.36", "Chrome on Linux"),
        (f"{WINDOWS} {WEBKIT} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0", "Edge on Windows"),
        (f"{WINDOWS} {WEBKIT} Chrome/142.0.0.0 Safari/537.36 OPR/125.0.0.0", "Opera on Windows"),
        (f"{MAC} {WEBKIT} Chrome/142.0.0.0 Safari/537.36 Vivaldi/7.6", "Vivaldi on macOS"),
        (f"{MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15", "Safari on macOS"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox on Linux"),
        (f"{ANDROID} {WEBKIT} Chrome/142.0.0.0 Mobile Safari/537.36", "Chrome on Android"),
        (f"{ANDROID} {WEBKIT} SamsungBrowser/28.0 Chrome/130 Safari/537.36", "Samsung Internet on Android"),
        (f"{ANDROID} {WEBKIT} Chrome/142.0.0.0 Mobile Safari/537.36 EdgA/142.0", "Edge on Android"),
        (f"{IPHONE} CriOS/142.0 Mobile/15E148 Safari/604.1", "Chrome on iPhone"),
        (f"{IPHONE} FxiOS/145.0 Mobile/15E148 Safari/605.1.15", "Firefox on iPhone"),
        (f"{IPAD} Version/17.4 Mobile/15E148 Safari/604.1", "Safari on iPad"),
        (f"{CHROMEBOOK} {WEBKIT} Chrome/142.0.0.0 Safari/537.36", "Chrome on ChromeOS"),
        ("Mozilla/5.0 (Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0", "Firefox on Android"),
        (f"{ANDROID} {WEBKIT} Version/4.0 Chrome/142.0.0.0 Mobile Safari/537.36", "Chrome on Android"),
        (f"{IPHONE} Mobile/15E148", "Safari on iPhone"),
        (f"{X11} {WEBKIT} Version/16.0 Safari/605.1.15 Epiphany/605.1.15", "Epiphany on Linux"),
        ("A telephone with Linux", "Another browser on Linux"),
        ("A telephone", "Another browser"),
        ("", "Another browser"),
    ],
)
def test_what_people_call_it(agent: str, name: str) -> None:
    assert browser_text(agent) == name


def test_the_patterns_are_not_loaded_before_a_sign_in_is_named() -> None:
    loaded = "import sys, handsel.ui.user_agents; print('ua_parser' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", loaded], text=True) == "False\n"
