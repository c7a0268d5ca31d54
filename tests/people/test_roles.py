"""What somebody came for."""

import pytest

from handsel.people.roles import Role, role_of


@pytest.mark.parametrize(
    ("purpose", "hires", "works"),
    [(Role.HIRE, True, False), (Role.WORK, False, True), (Role.BOTH, True, True)],
)
def test_a_purpose_is_two_answers(purpose: Role, hires: bool, works: bool) -> None:
    assert (purpose.hires, purpose.works) == (hires, works)
    assert role_of(hires=hires, works=works) is purpose


def test_somebody_who_said_neither_may_do_both() -> None:
    assert role_of(hires=False, works=False) is Role.BOTH
