"""What templates can say."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django import forms
from django.template import engines

from handsel.kernel import clock
from handsel.kernel.money import Money
from handsel.ui.fields import CardRadio
from handsel.ui.job_header import NextStep

COVERS = ("handsel.ui.fields", "handsel.ui.job_header", "handsel.ui.templatetags.ui")
NOW = datetime(2026, 11, 25, 9, 40, tzinfo=UTC)
SUM = Money(124000, "USD")
DATA = '<data class="money" value="1240">$1,240.00</data>'


def rendered(template: str, **context: Any) -> str:
    """What a template says at `NOW`."""
    with clock.frozen_at(NOW):
        return engines["django"].from_string(template).render(context)


@pytest.mark.parametrize(
    ("template", "html"),
    [
        ("{% money sum %}", DATA),
        ("{{ sum|figure }}", DATA),
        ("{{ sum|money }}", "$1,240.00"),
        ("{% blocktranslate with a=sum|figure %}{{ a }} moves{% endblocktranslate %}", DATA + " moves"),
        ("{% when at %}", '<time datetime="2026-11-30T16:00+00:00">Mon 30 Nov, 16:00</time>'),
        ("{% day at %}", '<time datetime="2026-11-30">Mon 30 Nov</time>'),
        ("{% left at %}", '<span class="left">5 d 6 h left</span>'),
        ('{% icon "seal" "big" %}', '<svg class="i big" aria-hidden="true"><use href="#i-seal"/></svg>'),
    ],
)
def test_figures_and_moments(template: str, html: str) -> None:
    assert rendered(template, sum=SUM, at=NOW + timedelta(days=5, hours=6, minutes=20)) == html


def test_what_happens_next_has_its_time_left_and_its_share_gone() -> None:
    html = rendered(
        '{% next tone="busy" until=until since=since strip=True %}{% money sum %} <{{ word }}>{% endnext %}',
        sum=SUM,
        word="<i>",
        since=NOW - timedelta(days=1),
        until=NOW + timedelta(days=3),
    )
    assert html.startswith('<p class="next strip busy" style="--gone: 25">')
    assert f"<span>{DATA} <&lt;i&gt;></span>" in html
    assert '<span class="left">3 d left</span>' in html


def test_what_happens_next_can_come_from_python() -> None:
    html = rendered("{% next_step_line next %}", next=NextStep("Nothing left to do.", icon="check"))
    assert html.strip() == (
        '<p class="next"><svg class="i" aria-hidden="true"><use href="#i-check"/></svg>'
        "<span>Nothing left to do.</span></p>"
    )


def test_a_confirmation_is_a_form_with_a_key_and_a_token() -> None:
    html = rendered(
        '{% confirm "release" title="Release?" action="/x" button="Release $5.00" danger=True %}'
        "<p>It cannot be undone.</p>{% endconfirm %}",
        csrf_token="TOKEN",
    )
    assert 'id="release"' in html
    assert 'aria-labelledby="release-title"' in html
    assert 'name="csrfmiddlewaretoken" value="TOKEN"' in html
    assert 'name="key"' in html
    assert '<button class="danger" id="release-do">Release $5.00</button>' in html
    assert ">Cancel</button>" in html


class Form(forms.Form):
    name = forms.CharField(help_text="As your clients know you.")
    yes = forms.BooleanField(label="I have read it")
    rail = forms.ChoiceField(
        choices=[("card", "Card"), ("bank", "Bank")], widget=CardRadio({"card": "At once."})
    )


def test_a_field_is_wired_to_its_hint_and_its_error() -> None:
    html = rendered("{% field form.name %}", form=Form({"name": ""}))
    assert '<label for="id_name">Name</label>' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_hint id_name_error"' in html
    assert 'id="id_name_hint">As your clients know you.' in html
    assert 'id="id_name_error"' in html


def test_a_field_without_hint_or_error_is_described_by_nothing() -> None:
    assert "aria-describedby" not in rendered("{% field form.yes %}", form=Form())


def test_a_choice_is_a_group_of_cards_with_their_hints() -> None:
    html = rendered("{% field form.rail %}", form=Form())
    assert '<legend class="label"><b>Rail</b></legend>' in html
    assert html.count("<label") == 2
    assert '<b>Card</b><span class="hint">At once.</span>' in html


def test_the_summary_of_errors_links_to_each_field() -> None:
    html = rendered('{% include "ui/parts/errors.html" %}', form=Form({"yes": "on", "rail": "card"}))
    assert "Please fix one thing" in html
    assert '<a href="#id_name">Name: This field is required.</a>' in html


def test_no_errors_make_no_summary() -> None:
    assert rendered('{% include "ui/parts/errors.html" %}', form=Form()).strip() == ""
