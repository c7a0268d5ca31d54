"""Payouts: debited from the wallet or earnings at once, returned if the rail fails to bring them."""

from datetime import datetime
from uuid import UUID

from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.money.ledger.accounts import account_of, debit_time, house_account
from handsel.money.ledger.models import Account, AccountKind
from handsel.money.ledger.posting import PostingInput, TransferInput, post
from handsel.money.rails import entries
from handsel.money.rails.debts import claimed_from, owed_by
from handsel.money.rails.models import Payout
from handsel.money.rails.port import TransferReport, current_rail
from handsel.money.rails.refusals import ClaimWaits, NothingToMove, PayoutWaits
from handsel.money.rails.states import TransferState
from handsel.money.rails.transfers import new_reports, report_act, schedule_next, transfer_columns
from handsel.people.models import Person
from handsel.record.actions import ActionContext, ActionSpec, Actor, perform
from handsel.record.models import Chain
from handsel.tasks.models import schedule

STEP = "payout.step"


def request_payout(
    actor: Actor, person: Person, amount: Money, *, source: AccountKind, options: Facts | None = None
) -> Payout:
    """Request a payout from a wallet or earnings. `options` are the rail's own.

    Raises `Overdrawn` if there is less, `PayoutWaits` from the wallet of a party that owes the house,
    and `ClaimWaits` from the earnings of one that owes after a claim.
    """
    if amount.minor <= 0:
        raise NothingToMove
    options, rail = options or {}, current_rail()

    def body(context: ActionContext) -> Facts:
        if source is AccountKind.WALLET and owed_by(person.party, amount.currency):
            raise PayoutWaits
        if source is AccountKind.EARNINGS and claimed_from(person.party, amount.currency):
            raise ClaimWaits
        payout = Payout(source=source, **transfer_columns(context, person, rail, amount))
        payout.settles_at = rail.take_payout(payout, options)
        payout.save(force_insert=True)
        _move(context, payout, "payout", source=_source(payout), target=_transit(payout))
        schedule(STEP, payout.pk, at=payout.settles_at)
        return {**_facts(payout), "options": options}

    request = {**amount.facts(), "source": source, "options": options}
    facts = perform(ActionSpec(entries.PAYOUT_ASKED, Chain.Kind.PERSON, person.pk, request), actor, body)
    return Payout.objects.get(pk=facts["payout"])


def step(pk: UUID, at: datetime) -> None:
    """Task: take what the rail has to report of a payout. Idempotent."""
    for reported in new_reports(Payout.objects.get(pk=pk), at):
        report(pk, reported, at)


def report(pk: UUID, reported: TransferReport, at: datetime) -> None:
    """A rail says that a payout arrived, failed or was returned. Idempotent."""
    spec, by = report_act(entries.PAYOUT_ENDED[reported.state], Payout.objects.get(pk=pk), reported.state, at)
    perform(spec, by, lambda context: _apply(context, pk, reported))


def _apply(context: ActionContext, pk: UUID, reported: TransferReport) -> Facts:
    payout = Payout.objects.select_related("party__person").get(pk=pk)
    payout.take(reported.state, reported.reason, context.at)
    rail = house_account(AccountKind.RAIL, payout.currency, payout.rail)
    kind, source, target = {
        TransferState.SETTLED: ("paid out", _transit(payout), rail),
        TransferState.FAILED: ("sent back", _transit(payout), _source(payout)),
        TransferState.RETURNED: ("returned", rail, _source(payout)),
    }[reported.state]
    _move(context, payout, kind, source=source, target=target)
    schedule_next(STEP, payout, context.at)
    return _facts(payout)


def _move(context: ActionContext, payout: Payout, kind: str, *, source: Account, target: Account) -> None:
    post(
        [
            TransferInput(
                context.transfer_key(kind),
                kind,
                (PostingInput(source, target, payout.money),),
                entry=context.id,
                at=debit_time(source, context.at),
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
        "rail": payout.rail,
        **payout.money.facts(),
        "source": payout.source,
        "state": payout.state,
        "settles_at": payout.settles_at.isoformat(),
        "reason": payout.reason,
    }
