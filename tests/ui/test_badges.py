"""Icons, states, seals and faces."""

import re
from pathlib import Path

import pytest

import handsel
from handsel.ui import badges

SOURCE = Path(handsel.__file__).parent
SPRITE = SOURCE / "ui/templates/ui/icons.svg"


def test_a_state_is_always_icon_word_and_tone() -> None:
    html = badges.badge("good", "funded", "Funded")
    assert html == f'<span class="state good">{badges.icon("funded")}Funded</span>'
    assert badges.badge(badges.Badge("good", "funded", "Funded")) == html


def test_a_tone_that_the_design_does_not_know_is_an_error() -> None:
    with pytest.raises(ValueError, match="no such tone"):
        badges.badge("pink", "funded", "Funded")


def test_a_word_from_a_person_cannot_bring_markup() -> None:
    assert "<b>" not in badges.badge("good", "check", "<b>Funded</b>")
    assert "<b>" not in badges.avatar("<b>x</b> <b>y</b>")


def test_a_seal_links_to_its_entry_and_carries_the_ends_of_its_hash() -> None:
    html = badges.seal(1502, "/jobs/1/#r1502", bytes.fromhex("aef8e2b0" + "00" * 26 + "e4b5"))
    assert 'href="/jobs/1/#r1502" data-hash="aef8 e2b0 … e4b5"' in html
    assert html.endswith('<span class="hide">Record </span>№ 1502</a>')
    assert badges.seal(3).startswith("<span")


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ada Vance", "AV"),
        ("Ben", "B"),
        ("Maria de la Cruz", "MC"),
        ("mia.berg@example.org", "MB"),
        ("", ""),
    ],
)
def test_initials_come_from_both_ends_of_a_name(name: str, letters: str) -> None:
    assert badges.initials(name) == letters


@pytest.mark.parametrize(
    ("hue", "other", "shown"),
    [
        (100, 100, 250),
        (100, 159, 250),
        (100, 160, 100),
        (100, 40, 100),
        (350, 20, 140),
        (20, 350, 170),
        (90, 270, 90),
    ],
)
def test_a_hue_near_another_is_turned_away(hue: int, other: int, shown: int) -> None:
    assert badges.hue_apart(hue, other) == shown


def test_hues_that_were_turned_are_always_apart() -> None:
    pairs = [(badges.hue_apart(hue, other), other) for hue in range(360) for other in range(360)]
    assert all(badges.HUES_APART <= (hue - other) % 360 <= 360 - badges.HUES_APART for hue, other in pairs)


def test_a_picture_takes_the_place_of_initials() -> None:
    html = badges.avatar(badges.PlaceholderAvatar("Ada Vance", picture="/people/1/avatar"), "large")
    assert '<img src="/people/1/avatar" alt="">' in html
    assert 'class="avatar large"' in html


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    known = set(re.findall(r'id="i-([a-z]+)"', SPRITE.read_text()))
    pages = {page: page.read_text() for page in SOURCE.rglob("*.html")}
    named = {
        (page.name, name) for page, text in pages.items() for name in re.findall(r'{% icon "(\w+)"', text)
    }
    assert len(known) > 30
    assert [(page, name) for page, name in named if name not in known] == []
