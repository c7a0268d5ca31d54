"""Walking a chain: whatever was changed, left out or moved is named."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsel_verify.chains import Link, Walk
from handsel_verify.leaves import EMPTY, SALT_BYTES, commitment, entry_hash


def chain(size: int) -> list[Link]:
    """A chain of so many entries that holds."""
    links: list[Link] = []
    for number in range(1, size + 1):
        salt, content = bytes([number]) * SALT_BYTES, {"said": f"entry {number}"}
        header = {
            "number": number,
            "previous": (links[-1].hash if links else EMPTY).hex(),
            "commitment": commitment(salt, content).hex(),
        }
        links.append(Link(header, entry_hash(header), salt, content))
    return links


@pytest.mark.parametrize("size", [0, 1, 5])
def test_a_chain_that_holds_has_no_faults(size: int) -> None:
    assert list(Walk().faults_along(chain(size))) == []


def test_changed_content_is_named() -> None:
    links = chain(3)
    links[1] = replace(links[1], content={"said": "entry two"})
    assert list(Walk().faults_along(links)) == ["entry 2: its content does not match its commitment"]


def test_erased_content_leaves_a_chain_that_holds() -> None:
    links = chain(3)
    links[1] = replace(links[1], salt=None, content=None)
    assert list(Walk().faults_along(links)) == []


def test_a_changed_header_is_named() -> None:
    links = chain(3)
    links[1] = replace(links[1], header={**links[1].header, "kind": "other"})
    assert list(Walk().faults_along(links)) == ["entry 2: its header does not match its hash"]


def test_a_rewritten_entry_is_named_by_the_one_after_it() -> None:
    links = chain(3)
    header = {**links[1].header, "kind": "other"}
    links[1] = replace(links[1], header=header, hash=entry_hash(header))
    assert list(Walk().faults_along(links)) == ["entry 3: does not point at the entry before it"]


def test_a_missing_entry_is_named() -> None:
    links = chain(3)
    del links[1]
    assert list(Walk().faults_along(links)) == [
        "entry 2: carries number 3",
        "entry 2: does not point at the entry before it",
    ]


@given(st.permutations(range(5)))
def test_any_other_order_is_found_out(order: list[int]) -> None:
    links = chain(5)
    assert bool(list(Walk().faults_along([links[place] for place in order]))) == (order != sorted(order))
