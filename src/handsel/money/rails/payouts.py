"""Payouts: debited from the wallet or earnings at once, returned if the bank refuses."""

from datetime import datetime
from typing import Any
from uuid import UUID

from handsel.kernel import identifiers
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.money.ledger.accounts import account_of, house_account
from handsel.money.ledger.models import Account, AccountKind
from handsel.money.ledger.posting import PostingInput, TransferInput, post
from handsel.money.rails import entries, sandbox
from handsel.money.rails.debts import owed_by
from handsel.money.rails.models import Payout
from handsel.money.rails.refusals import NothingToMove, PayoutWaits
from handsel.money.rails.states import Outcome, SettlementSpeed, TransferState
from handsel.people.calendars import house_calendar
from handsel.people.models import Person
from handsel.record.actions import ActionContext, ActionSpec, Actor, perform
from handsel.record.models import Chain
from handsel.tasks.models import schedule

STEP = "payout.step"
SENT_BACK = "Sent back by the test bank: no such account."


def request_payout(
    actor: Actor,
    person: Person,
    amount: Money,
    *,
    source: AccountKind,
    speed: SettlementSpeed,
    outcome: Outcome,
) -> Payout:
    """Request a payout from a wallet or earnings.

    Raises `Overdrawn` if there is less, and `PayoutWaits` from the wallet of a party that owes the house.
    """
    if amount.minor <= 0:
        raise NothingToMove
    chosen = {"source": source, "speed": speed, "outcome": outcome}

    def body(context: ActionContext) -> Facts:
        if source is AccountKind.WALLET and owed_by(person.party, amount.currency):
            raise PayoutWaits
        settles_at = sandbox.arrives(context.at, speed, house_calendar())
        return _start(context, person, {**amount.facts(), **chosen, "settles_at": settles_at})

    spec = ActionSpec(entries.PAYOUT_ASKED, Chain.Kind.PERSON, person.pk, {**amount.facts(), **chosen})
    facts = perform(spec, actor, body)
    return Payout.objects.get(pk=facts["payout"])


def step(pk: UUID, at: datetime) -> None:
    """Task: settle or fail a payout, if that is due. Idempotent."""
    payout = Payout.objects.get(pk=pk)
    state = sandbox.next_state(TransferState(payout.state), Outcome(payout.outcome))
    if state not in (TransferState.SETTLED, TransferState.FAILED):
        return
    by = Actor(HOUSE, at, key=identifiers.derived(payout.id, state))
    spec = ActionSpec(entries.PAYOUT_ENDED[state], Chain.Kind.PERSON, payout.asked_by_id, {"payout": str(pk)})
    perform(spec, by, lambda context: _end(context, pk, state))


def _start(context: ActionContext, person: Person, values: dict[str, Any]) -> Facts:
    payout = Payout.objects.create(
        id=context.id, party=person.party, asked_by=person, asked_at=context.at, **values
    )
    _move(context, payout, "payout", source=_source(payout), target=_transit(payout))
    schedule(STEP, payout.pk, at=payout.settles_at)
    return _facts(payout)


def _end(context: ActionContext, pk: UUID, state: TransferState) -> Facts:
    payout = Payout.objects.select_related("party__person").get(pk=pk)
    payout.move(state)
    payout.ended_at = context.at
    if state is TransferState.SETTLED:
        rail = house_account(AccountKind.RAIL, payout.currency, sandbox.RAIL)
        _move(context, payout, "paid out", source=_transit(payout), target=rail)
    else:
        payout.reason = SENT_BACK
        _move(context, payout, "sent back", source=_transit(payout), target=_source(payout))
    payout.save()
    return _facts(payout)


def _move(context: ActionContext, payout: Payout, kind: str, *, source: Account, target: Account) -> None:
    post(
        [
            TransferInput(
                context.transfer_key(kind),
                kind,
                (PostingInput(source, target, payout.money),),
                entry=context.id,
                at=context.at,
            )
        ]
    )


def _source(payout: Payout) -> Account:
    return account_of(payout.party, AccountKind(payout.source), payout.currency)


def _transit(payout: Payout) -> Account:
    return account_of(payout.party, AccountKind.PAYOUTS, payout.currency)


def _facts(payout: Payout) -> Facts:
    return {
        "payout": str(payout.pk),
        **payout.money.facts(),
        "source": payout.source,
        "state": payout.state,
        "settles_at": payout.settles_at.isoformat(),
        "reason": payout.reason,
    }
