"""The record's audit: it passes what is whole, and names what somebody changed behind the database's back."""

import tracemalloc
from collections.abc import Callable
from uuid import UUID

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from handsel.kernel.json import Facts
from handsel.record import audit
from handsel.record.actions import ActionContext, ActionSpec, Actor, perform
from handsel.record.audit import checks
from handsel.record.entries import ERASED
from handsel.record.erasing import erase_content
from handsel.record.files import path_of, store
from handsel.record.models import Chain, Entry, Erasure, StoredFile
from tests.kinds import SAID

ADA, JOB = UUID(int=1), UUID(int=2)
CHAIN = f"chain job {JOB}"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _three_entries_and_a_file() -> None:
    for number in range(3):
        perform(
            ActionSpec(SAID, Chain.Kind.JOB, JOB, {"n": number}),
            Actor(ADA),
            lambda _deed: {"word": "hello"},
        )
    store(ContentFile(b"the plan"))


@pytest.fixture
def forced() -> Callable[[str], None]:
    """Runs a statement as somebody would who owns the database and takes the triggers away first."""

    def force(statement: str) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET LOCAL session_replication_role = replica")
            else:
                cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
                for (name,) in cursor.fetchall():
                    cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute(statement)

    return force


def faults() -> list[str]:
    return [fault for check in checks() for fault in check.faults]


def test_what_is_whole_passes_and_is_counted() -> None:
    assert [(check.counted, check.faults) for check in checks()] == [
        (3, []),
        (3, []),
        (0, []),
        (1, []),
    ]


def test_changed_content_is_named(forced: Callable[[str], None]) -> None:
    forced("""UPDATE record_entrycontent SET text = '{"word":"bye"}'""")
    assert faults() == [
        f"{CHAIN}: entry {number}: its content does not match its commitment" for number in (1, 2, 3)
    ]


def test_a_changed_entry_is_named(forced: Callable[[str], None]) -> None:
    forced("UPDATE record_entry SET kind = 'word.sung' WHERE number = 2")
    assert faults() == [f"{CHAIN}: entry 2: its header does not match its hash"]


def test_a_chain_that_was_cut_short_is_named(forced: Callable[[str], None]) -> None:
    forced("DELETE FROM record_entrycontent WHERE entry_id IN (SELECT id FROM record_entry WHERE number = 3)")
    forced("DELETE FROM record_entry WHERE number = 3")
    assert faults() == [f"{CHAIN}: says it has 3 entries, but has 2"]


def test_a_head_that_is_not_the_last_entry_is_named() -> None:
    Chain.objects.update(head=bytes(32))
    assert faults() == [f"{CHAIN}: its head is not its last entry"]


def test_erased_content_is_no_fault() -> None:
    entry = Entry.objects.earliest("number")
    facts = {"entry": entry.number, "kind": entry.kind, "reason": "A court.", "fingerprints": [], "left": {}}

    def erase(context: ActionContext) -> Facts:
        erase_content(entry, by=context.id)
        return facts

    perform(ActionSpec(ERASED, Chain.Kind.JOB, JOB, {}), Actor(ADA), erase)
    assert faults() == []
    assert Entry.objects.get(pk=entry.pk).facts == {}


def test_an_erasure_that_no_entry_made_is_named() -> None:
    entry = Entry.objects.earliest("number")
    erase_content(entry, by=entry.pk)
    assert faults() == [f"erasure of {entry.pk} was not made by the entry {entry.pk}"]


def test_an_entry_with_another_key_or_request_is_named(forced: Callable[[str], None]) -> None:
    forced("UPDATE record_entry SET key = actor WHERE number = 2")
    assert faults() == [f"{CHAIN}: entry 2: its key or its request was altered"]


def test_content_that_is_gone_or_kept_against_its_erasure_is_named(forced: Callable[[str], None]) -> None:
    first, second = Entry.objects.order_by("number")[:2]
    forced("DELETE FROM record_entrycontent WHERE entry_id IN (SELECT id FROM record_entry WHERE number = 1)")
    Erasure.objects.create(entry=second, by=first.pk)
    assert faults() == [
        f"entry {first.pk}: its content is gone, but was never erased",
        f"entry {second.pk}: it was erased, but its content is there",
        f"erasure of {second.pk} was not made by the entry {first.pk}",
    ]


@pytest.mark.parametrize("spoil", ["missing", "short"])
def test_a_file_that_is_not_as_it_was_is_named(spoil: str) -> None:
    digest = StoredFile.objects.get().pk
    if spoil == "missing":
        path_of(digest).unlink()
    else:
        path_of(digest).write_bytes(b"plan")
    assert faults() == [f"file {digest} is missing or has another size"]


def test_a_long_chain_is_not_held_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "ENTRIES_AT_ONCE", 10)
    for number in range(200):
        perform(
            ActionSpec(SAID, Chain.Kind.JOB, JOB, {"long": number}),
            Actor(ADA),
            lambda _deed: {"word": "x" * 20_000},
        )
    tracemalloc.start()
    try:
        assert faults() == []
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 2_000_000
