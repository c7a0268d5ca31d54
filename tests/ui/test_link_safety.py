"""Where a link may lead, and when the host that it leads to is shown beside it."""

import subprocess
import sys

import pytest

from handsel.ui.link_safety import host_to_show, is_allowed, is_lookalike


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
        "https://%D1%80ay.example/",
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
        ("https://x.org", "release 2.0.1"),
        ("http://192.168.0.1/", "192.168.0.1"),
        ("http://192.168.0.1:8000/", "http://192.168.0.1:8000/"),
        ("http://[2001:db8::1]/", "http://[2001:DB8:0::1]/"),
        ("http://intranet/a", "(http://intranet/a)"),
        ("https://x.org/", "at 10:30:15, version 2.0"),
        ("https://x.org/", "std::vector, and so on ::"),
        ("https://x.org/", "due on 12.3.2026"),
        ("https://x.org/", "the first \u2022 the second"),
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
        "bank\ufe0f.example",
        "bank\u034f.example",
        "bank\u3164.example",
        "bank\ua4f8example",
        "bank.xn--p1ai",
        "http://192.168.0.1/sign-in",
        "bank\u2024example",
        "bank\u3002example",
        "bank\u22c5example",
        "bank\u2022example",
        "bank\u0701example",
        "bank\ua60eexample",
        "bank\u06d4example",
        "bank\u0660example",
        "1.2.3.4",
        "1.2.3.4:443",
        "1\u30022\u30023\u30024",
        "1\uff0e2\uff0e3\uff0e4",
        "1\u20242\u20243\u20244",
        "1\uff612\u22193\u06d44",
        "\u0661.\u0662.\u0663.\u0664",
        "\u0661\u066b\u0662\u066b\u0663\u066b\u0664",
        "\u0967.\u0968.\u0969.\u096a",
        "\u2460.\u2461.\u2462.\u2463",
        "\U0001d7cf.\U0001d7d0.\U0001d7d1.\U0001d7d2",
        "0x7f.0.0.1",
        "0x7f000001",
        "http://2130706433/",
        "http://127.1/",
        "http://intranet/",
        "[2001:db8::1]",
        "2001:db8:0:0:0:0:0:1",
        "it is ::1.",
        "http://[::ffff:1.2.3.4]/",
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


def test_a_host_whose_letters_all_look_latin_is_shown_as_it_is_asked_for() -> None:
    scope = "\u0455\u0441\u043e\u0440\u0435"
    href = "https://xn--e1argc3h.xn--p1acf"
    assert host_to_show(href, f"https://{scope}.\u0440\u0443\u0441") == "xn--e1argc3h.xn--p1acf"


@pytest.mark.parametrize(
    "host",
    [
        "x.org",
        "m\u00fcnchen.de",
        "\u00e6rlig.dk",
        "\u0142\u00f3d\u017a.pl",
        "fran\u00e7ais.fr",
        "\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444",
        "\u0440\u043e\u0441\u0441\u0438\u044f.\u0440\u0444",
        "\u03b5\u03bb\u03bb\u03b7\u03bd\u03b9\u03ba\u03ac.\u03b5\u03bb",
        "\u043c\u043e\u0441\u043a\u0432\u0430.\u0440\u0443\u0441",
        "\u4e2d\u6587.\u4e2d\u56fd",
        "\u043f\u0440\u0438\u043c\u0435\u0440.com",
        "\u65e5\u672c\u8a9e.jp",
        "\u98df\u3079\u30ed\u30b0.com",
        "\u03b5\u03bb\u03bb\u03ac\u03b4\u03b1.gr",
    ],
)
def test_letters_that_only_their_own_script_has_are_no_imitation(host: str) -> None:
    assert not is_lookalike(host.encode("idna").decode())


@pytest.mark.parametrize(
    "host",
    [
        "\u0430pple.com",
        "p\u0430yp\u0430l.com",
        "\u0430\u0440\u0440\u04cf\u0435.com",
        "\u0430\u0440\u0440\u04cf\u0435.\u0440\u0444",
        "shop.\u0455\u0441\u043e\u0440\u0435.\u0440\u0444",
        "\u0455\u0441\u043e\u0440\u0435.\u0440\u0444",
        "\u03bf\u03bf\u03bf.\u03b5\u03bb",
        "\u0585\u0578\u0585.\u0570\u0561\u0575",
        "\u0261oogle.com",
        "m\u0131crosoft.com",
    ],
)
def test_letters_that_look_like_others_are_an_imitation(host: str) -> None:
    assert is_lookalike(host.encode("idna").decode())


def test_a_host_that_nobody_can_read_is_an_imitation() -> None:
    assert is_lookalike("xn--\u00e9.com")


def test_the_table_of_lookalikes_is_not_loaded_before_a_host_in_other_letters() -> None:
    loaded = "import sys; from handsel.ui.link_safety import is_lookalike; is_lookalike('x.org'); "
    loaded += "print('confusable_homoglyphs' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", loaded], text=True) == "False\n"
