"""Policies are called by plain names on pages."""

import pytest

from handsel.policy.rules import PRESETS
from handsel.ui.policy_names import PLAIN_NAMES, policy_text


def test_every_preset_has_a_plain_name_of_its_own() -> None:
    assert set(PLAIN_NAMES) == set(PRESETS)
    assert len(set(PLAIN_NAMES.values())) == len(PRESETS)


@pytest.mark.parametrize(
    ("name", "words"), [("classic", "Standard"), ("our-own", "Our own"), ("agency", "Agency"), ("", "")]
)
def test_a_policy_of_an_operator_is_called_what_it_was_published_as(name: str, words: str) -> None:
    assert policy_text(name) == words
