"""Recovery codes: of chance, and read however they were copied."""

import pytest

from handsel.people.factors.recovery_codes import COUNT, new_codes, normalised_code


def test_codes_differ_and_are_easy_to_copy() -> None:
    codes = new_codes()
    assert len(set(codes)) == COUNT
    assert all(len(code) == 11 and code[5] == "-" and not set(code) & set("il01o") for code in codes)


@pytest.mark.parametrize("typed", ["k7fqm-2m9xt", "K7FQM2M9XT", " k7fqm 2m9xt ", "k7fqm–2m9xt"])
def test_a_code_has_one_form(typed: str) -> None:
    assert normalised_code(typed) == "k7fqm2m9xt"
