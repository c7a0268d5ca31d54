"""What deposits and payouts share: being asked for, and taking the reports of their rail."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from handsel.kernel import identifiers
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.money import Money
from handsel.money.rails.models import ExternalTransfer
from handsel.money.rails.port import Rail, TransferReport, rail_named
from handsel.money.rails.states import TransferState
from handsel.people.models import Person
from handsel.record.actions import ActionContext, ActionSpec, Actor
from handsel.record.kinds import EntryKind
from handsel.record.models import Chain
from handsel.tasks.models import schedule


def transfer_columns(context: ActionContext, person: Person, rail: Rail, amount: Money) -> dict[str, Any]:
    """The columns of a deposit or payout that a person asks a rail for."""
    return {
        "id": context.id,
        "party": person.party,
        "asked_by": person,
        "rail": rail.name,
        "amount": amount.minor,
        "currency": amount.currency,
        "asked_at": context.at,
    }


def new_reports(transfer: ExternalTransfer, at: datetime) -> Sequence[TransferReport]:
    """What became of a transfer since the last report that was taken."""
    reports = rail_named(transfer.rail).reports(transfer.pk, at)
    states = [report.state for report in reports]
    state = TransferState(transfer.state)
    return reports[states.index(state) + 1 :] if state in states else reports


def schedule_next(kind: str, transfer: ExternalTransfer, after: datetime) -> None:
    """Schedule the task that asks the rail again, if there is more to come."""
    at = rail_named(transfer.rail).next_report_at(transfer.pk, after)
    if at is not None:
        schedule(kind, transfer.pk, at=at)


def report_act(
    kind: EntryKind, transfer: ExternalTransfer, state: TransferState, at: datetime
) -> tuple[ActionSpec, Actor]:
    """The act by which a report is taken: on the chain of who asked, once for each state."""
    spec = ActionSpec(kind, Chain.Kind.PERSON, transfer.asked_by_id, {"transfer": str(transfer.pk)})
    return spec, Actor(HOUSE, at, key=identifiers.derived(transfer.pk, state))
