"""Operators take matters of a queue, hand them back, and note things that stay."""

import pytest

from handsel.kernel.refusals import NotFound, Refusal
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.models import Chain, Entry
from handsel.record.rebuild import compare
from handsel.trust.casework.acts import add_note, hand_back, take
from handsel.trust.casework.assigned import taken_by
from handsel.trust.casework.audit import TABLES
from handsel.trust.casework.models import Assignment, OperatorNote
from handsel.trust.casework.refusals import AlreadyTaken, NotTaken
from handsel.work.jobs.refusals import ReasonMissing

COVERS = (
    "handsel.trust.casework.assigned",
    "handsel.trust.casework.audit",
    "handsel.trust.casework.entries",
    "handsel.trust.casework.models",
    "handsel.trust.casework.refusals",
)
pytestmark = pytest.mark.usefixtures("frozen_clock")
QUEUE = "disputes"


@pytest.fixture
def oona(db: None) -> Person:
    return Person.objects.create_user("oona@example.org", name="Oona Berg", is_operator=True)


def faults() -> list[str]:
    return [fault for tally in compare(TABLES, lambda _entries: None) for fault in tally.faults]


def test_who_takes_it_has_it_until_they_hand_it_back(olga: Person) -> None:
    take(Actor(olga.pk), QUEUE, "1")
    assert taken_by(QUEUE, [1, 2]) == {"1": olga.name}
    hand_back(Actor(olga.pk), QUEUE, "1")
    assert taken_by(QUEUE, [1]) == {}
    assert faults() == []


def test_another_operator_may_take_it_over(olga: Person, oona: Person) -> None:
    take(Actor(olga.pk), QUEUE, "1")
    take(Actor(oona.pk), QUEUE, "1")
    assert Assignment.objects.get().operator == oona
    with pytest.raises(NotTaken):
        hand_back(Actor(olga.pk), QUEUE, "1")
    assert faults() == []


def test_it_is_not_taken_twice_nor_handed_back_by_who_has_it_not(olga: Person) -> None:
    with pytest.raises(NotTaken):
        hand_back(Actor(olga.pk), QUEUE, "1")
    take(Actor(olga.pk), QUEUE, "1")
    with pytest.raises(AlreadyTaken):
        take(Actor(olga.pk), QUEUE, "1")


def test_notes_are_numbered_and_stand_on_the_record_of_the_site(olga: Person, oona: Person) -> None:
    add_note(Actor(olga.pk), QUEUE, "1", note="Ask for the drawings.")
    add_note(Actor(oona.pk), QUEUE, "1", note="They came.")
    add_note(Actor(oona.pk), QUEUE, "2", note="Another matter.")
    rows = OperatorNote.objects.filter(item="1").values_list("number", "operator", "text")
    assert list(rows) == [(1, olga.pk, "Ask for the drawings."), (2, oona.pk, "They came.")]
    entries = Entry.objects.filter(kind="item.noted", chain__kind=Chain.Kind.HOUSE)
    assert {entry.facts["note"] for entry in entries} >= {"Ask for the drawings.", "They came."}
    assert faults() == []


def test_a_note_says_something_and_does_not_mislead(olga: Person) -> None:
    with pytest.raises(ReasonMissing):
        add_note(Actor(olga.pk), QUEUE, "1", note=" \n")
    with pytest.raises(Refusal):
        add_note(Actor(olga.pk), QUEUE, "1", note="safe\u202eevil")
    assert not OperatorNote.objects.exists()


def test_nobody_but_operators_does_any_of_it(ada: Person) -> None:
    for act_of in (take, hand_back):
        with pytest.raises(NotFound):
            act_of(Actor(ada.pk), QUEUE, "1")
    with pytest.raises(NotFound):
        add_note(Actor(ada.pk), QUEUE, "1", note="Mine.")


def test_a_form_sent_twice_notes_once(olga: Person) -> None:
    key = Actor(olga.pk).key
    for _ in range(2):
        add_note(Actor(olga.pk, key=key), QUEUE, "1", note="Ask for the drawings.")
    assert OperatorNote.objects.count() == 1


def test_an_altered_note_or_assignment_is_noticed(olga: Person) -> None:
    take(Actor(olga.pk), QUEUE, "1")
    Assignment.objects.update(item="2")
    assert faults() != []
