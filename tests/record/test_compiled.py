"""What is compiled once finds and writes what Django itself would, as it is now."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db.models import Exists, OuterRef
from pytest_django import DjangoAssertNumQueries

from handsel.kernel import identifiers
from handsel.record.compiled import OneRow, keep
from handsel.record.models import Chain, Entry, Leaf, PendingLeaf
from handsel_verify.leaves import EMPTY

NOON = datetime(2026, 3, 2, 17, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> Entry:
    chain = Chain.objects.create(kind=Chain.Kind.JOB, subject=uuid4(), head=EMPTY)
    same = dict.fromkeys(("previous", "commitment", "hash", "request"), EMPTY)
    return Entry.objects.create(
        id=uuid4(), chain=chain, number=1, kind="said", actor=identifiers.HOUSE, at=NOON, key=uuid4(), **same
    )


def test_a_row_comes_with_the_rows_beside_it_in_one_query(
    entry: Entry, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    by_key = OneRow(Entry.objects.select_related("chain"), "key")
    with django_assert_num_queries(1):
        row = by_key.get(entry.key)
        assert (row.pk, row.at, row.chain) == (entry.pk, NOON, entry.chain)
        assert row.chain.subject == entry.chain.subject


def test_it_is_read_anew_each_time(entry: Entry) -> None:
    by_pk = OneRow(Chain.objects.all())
    before = by_pk.get(entry.chain_id)
    Chain.objects.update(size=7)
    assert (before.size, by_pk.get(entry.chain_id).size) == (0, 7)
    assert not by_pk.get(entry.chain_id)._state.adding


def test_other_conditions_and_annotations_stay(entry: Entry) -> None:
    waits = Exists(PendingLeaf.objects.filter(entry=OuterRef("pk")))
    rows = OneRow(Entry.objects.filter(kind="said").annotate(waits=waits))
    assert rows.get(entry.pk).waits is False  # type: ignore[attr-defined]
    PendingLeaf.objects.create(entry=entry)
    assert rows.get(entry.pk).waits is True  # type: ignore[attr-defined]
    with pytest.raises(Entry.DoesNotExist):
        OneRow(Entry.objects.filter(kind="other")).get(entry.pk)


def test_what_may_be_missing_beside_it_is_none(entry: Entry) -> None:
    assert not hasattr(OneRow(Entry.objects.select_related("leaf")).get(entry.pk), "leaf")
    Leaf.objects.create(index=0, entry=entry, salt=EMPTY)
    assert OneRow(Entry.objects.select_related("leaf")).get(entry.pk).leaf.index == 0


def test_what_is_not_there_does_not_exist() -> None:
    with pytest.raises(Chain.DoesNotExist):
        OneRow(Chain.objects.all()).get(uuid4())


def test_all_fields_of_a_row_are_written_or_those_named(entry: Entry) -> None:
    chain = entry.chain
    chain.kind, chain.size, chain.head = Chain.Kind.HOUSE, 9, b"h" * 32
    keep(chain, "size")
    assert Chain.objects.values_list("kind", "size").get(pk=chain.pk) == (Chain.Kind.JOB, 9)
    keep(chain)
    kept = Chain.objects.get(pk=chain.pk)
    assert (kept.kind, kept.size, bytes(kept.head)) == (Chain.Kind.HOUSE, 9, b"h" * 32)


def test_no_other_row_is_written_and_what_is_not_there_is_told(entry: Entry) -> None:
    other = Chain(kind=Chain.Kind.JOB, subject=uuid4(), size=3, head=EMPTY)
    with pytest.raises(LookupError, match="no such row"):
        keep(other)
    assert Chain.objects.get().size == 0
