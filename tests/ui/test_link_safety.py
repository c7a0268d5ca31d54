"""Where a link may lead, and when the host that it leads to is shown beside it."""

import pytest

from handsel.ui.link_safety import host_to_show, is_allowed, mixes_scripts


@pytest.mark.parametrize("href", ["https://x.org", "HTTP://x.org/a?b#c", "mailto:a@x.org", "http://[::1]/"])
def test_links_lead_to_the_web_and_to_mail(href: str) -> None:
    assert is_allowed(href)


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//x.org",
        "/jobs/1/",
        "https:x.org",
        "https:/x.org",
        "https:\\\\x.org",
        "https://bank.example@x.org",
        "https://[::1",
        "mailto:nobody",
        "",
    ],
)
def test_links_lead_nowhere_else(href: str) -> None:
    assert not is_allowed(href)


@pytest.mark.parametrize(
    ("href", "words"),
    [
        ("https://x.org/a", "a walk along the quay"),
        ("https://www.x.org/a", "x.org"),
        ("https://x.org", "https://www.x.org/b"),
        ("https://x.org", "version 2.0 of it"),
        ("https://xn--mnchen-3ya.de", "https://m\u00fcnchen.de"),
        ("mailto:ada@x.org", "ada@x.org"),
        ("mailto:ada@x.org", "mailto:ada@x.org"),
    ],
)
def test_honest_words_stand_alone(href: str, words: str) -> None:
    assert host_to_show(href, words) == ""


@pytest.mark.parametrize(
    "words",
    [
        "bank.example",
        "https://bank.example/sign-in",
        "see BANK.EXAMPLE now",
        "bank\u200b.example",
        "bank\u2024example",
        "bank\u3002example",
        "\uff42ank.example",
        "pay\u202egro.x",
        "",
        "\u200b",
    ],
)
def test_words_that_name_another_host_or_nothing_have_the_real_one_beside_them(words: str) -> None:
    assert host_to_show("https://x.org/a", words) == "x.org"


def test_words_that_name_another_address_of_mail_have_the_real_one_beside_them() -> None:
    assert host_to_show("mailto:eve@x.org", "ada@x.org") == "eve@x.org"


def test_a_host_of_several_scripts_is_shown_as_it_is_asked_for() -> None:
    assert host_to_show("https://xn--pple-43d.com", "https://\u0430pple.com") == "xn--pple-43d.com"


@pytest.mark.parametrize(
    ("host", "mixes"),
    [
        ("x.org", False),
        ("xn--mnchen-3ya.de", False),
        ("xn--e1afmkfd.xn--p1ai", False),
        ("xn--pple-43d.com", True),
    ],
)
def test_letters_of_one_script_are_no_imitation(host: str, *, mixes: bool) -> None:
    assert mixes_scripts(host) is mixes


def test_a_host_that_nobody_can_read_is_an_imitation() -> None:
    assert mixes_scripts("xn--\u00e9.com")
