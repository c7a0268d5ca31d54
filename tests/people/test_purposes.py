"""What somebody came for."""

import pytest

from handsel.people.purposes import Purpose, purpose_of


@pytest.mark.parametrize(
    ("purpose", "hires", "works"),
    [(Purpose.HIRE, True, False), (Purpose.WORK, False, True), (Purpose.BOTH, True, True)],
)
def test_a_purpose_is_two_answers(purpose: Purpose, hires: bool, works: bool) -> None:
    assert (purpose.hires, purpose.works) == (hires, works)
    assert purpose_of(hires=hires, works=works) is purpose


def test_somebody_who_said_neither_may_do_both() -> None:
    assert purpose_of(hires=False, works=False) is Purpose.BOTH
