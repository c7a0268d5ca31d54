"""Taking a matter of a queue, handing it back, and noting something about it (rules: operators 1)."""

from collections.abc import Callable

from handsel.kernel.characters import is_blank, refuse_bidi_controls
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.kernel.refusals import NotFound
from handsel.people.models import Person
from handsel.record.actions import ActionContext, ActionSpec, Actor, perform
from handsel.record.kinds import EntryKind
from handsel.record.models import Chain
from handsel.trust.casework import entries
from handsel.trust.casework.models import Assignment, OperatorNote
from handsel.trust.casework.refusals import AlreadyTaken, NotTaken
from handsel.work.jobs.refusals import ReasonMissing


def take(actor: Actor, queue: str, item: str) -> None:
    """Take a matter, also one that another operator has; raises `AlreadyTaken` if the actor has it."""

    def body(context: ActionContext) -> Facts:
        rows = Assignment.objects.filter(queue=queue, item=item)
        if rows.filter(operator=context.actor.id).exists():
            raise AlreadyTaken
        rows.delete()
        Assignment.objects.create(queue=queue, item=item, operator_id=context.actor.id, taken_at=context.at)
        return {"queue": queue, "item": item}

    _perform(actor, entries.TAKEN, {"queue": queue, "item": item}, body)


def hand_back(actor: Actor, queue: str, item: str) -> None:
    """Hand back a matter that the actor has; raises `NotTaken` if they do not have it."""

    def body(context: ActionContext) -> Facts:
        gone, _ = Assignment.objects.filter(queue=queue, item=item, operator=context.actor.id).delete()
        if not gone:
            raise NotTaken
        return {"queue": queue, "item": item}

    _perform(actor, entries.RETURNED, {"queue": queue, "item": item}, body)


def add_note(actor: Actor, queue: str, item: str, *, note: str) -> None:
    """Note something about a matter, for operators alone; it stays as it is for good."""
    refuse_bidi_controls(note)
    if is_blank(note):
        raise ReasonMissing

    def body(context: ActionContext) -> Facts:
        number = OperatorNote.objects.filter(queue=queue, item=item).count() + 1
        OperatorNote.objects.create(
            queue=queue,
            item=item,
            number=number,
            operator_id=context.actor.id,
            text=note,
            written_at=context.at,
        )
        return {"queue": queue, "item": item, "number": number, "note": note}

    _perform(actor, entries.NOTED, {"queue": queue, "item": item, "note": note}, body)


def _perform(actor: Actor, kind: EntryKind, request: Facts, body: Callable[[ActionContext], Facts]) -> None:
    """Do it on the house's chain, as an operator; others find nothing."""
    if not Person.objects.operators(actor.at).filter(pk=actor.id).exists():
        raise NotFound
    perform(ActionSpec(kind, Chain.Kind.HOUSE, HOUSE, request), actor, body)
