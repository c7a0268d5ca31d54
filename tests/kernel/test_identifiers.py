"""Identifiers: new ones differ, derived ones return."""

from handsel.kernel import identifiers


def test_new_identifiers_differ() -> None:
    assert identifiers.new() != identifiers.new()


def test_a_purpose_of_a_parent_has_one_identifier() -> None:
    parent, other = identifiers.new(), identifiers.new()
    assert identifiers.derived(parent, "fee") == identifiers.derived(parent, "fee")
    assert identifiers.derived(parent, "fee") != identifiers.derived(parent, "rest")
    assert identifiers.derived(parent, "fee") != identifiers.derived(other, "fee")
