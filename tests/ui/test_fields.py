"""Fields in which people write."""

import pytest
from django import forms

from handsel.ui.fields import DataSelect, NoBidiTextField, TextField
from handsel.web.base.page_forms import Reason

ZERO_WIDTH = "\u200b\u2060"
TURNED = "Ada \u202eecnaV"


def test_what_nobody_sees_was_not_written() -> None:
    assert TextField(required=False).clean(ZERO_WIDTH) == ""
    with pytest.raises(forms.ValidationError, match="This field is required"):
        TextField().clean(ZERO_WIDTH)


def test_words_are_kept_without_spaces_around_them() -> None:
    assert NoBidiTextField().clean("  Ada Vance ") == "Ada Vance"
    assert NoBidiTextField(required=False).clean(None) == ""


def test_what_turns_around_is_refused_where_it_matters_with_the_way_out() -> None:
    assert TextField().clean(TURNED) == TURNED
    with pytest.raises(forms.ValidationError, match=r"hidden characters .* Retype it"):
        NoBidiTextField().clean(TURNED)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\u2028"])
def test_what_is_written_in_one_line_stays_in_one(end: str) -> None:
    assert NoBidiTextField().clean(f"Posters{end}Bcc: eve@example.org") == "Posters Bcc: eve@example.org"
    assert end in NoBidiTextField(widget=forms.Textarea).clean(f"Posters{end}of the sky")


@pytest.mark.parametrize("control", ["\0", "\x07", "\x1b", "\x7f", "\x85", "\ud800"])
def test_control_characters_are_dropped_from_every_text(control: str) -> None:
    assert Reason().clean(f"It is{control} late.") == "It is late."
    assert TextField(required=False).clean(control) == ""


def test_a_soft_line_end_of_a_word_processor_is_a_line_end() -> None:
    assert Reason().clean("It is late.\x0bVery.") == "It is late.\nVery."
    assert NoBidiTextField().clean("Posters\x0bof the sky") == "Posters of the sky"


def test_an_option_carries_its_data_and_no_other() -> None:
    select = DataSelect(choices=[("fast", "Fast"), ("slow", "Slow")])
    select.data = {"fast": {"days": "3"}}
    written = select.render("policy", "slow")
    assert '<option value="fast" data-days="3">' in written
    assert '<option value="slow" selected>' in written
