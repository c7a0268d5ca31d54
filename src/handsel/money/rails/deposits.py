"""Deposits: requested, settled into the wallet, failed, or returned by the bank."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from handsel.kernel import identifiers
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.money.ledger.accounts import account_of, balance_of, house_account, locked
from handsel.money.ledger.models import AccountKind
from handsel.money.ledger.posting import PostingInput, TransferInput, post
from handsel.money.rails import entries, sandbox
from handsel.money.rails.models import Deposit
from handsel.money.rails.refusals import NothingToMove
from handsel.money.rails.states import Method, Outcome, SettlementSpeed, TransferState
from handsel.people.calendars import house_calendar
from handsel.people.models import Person
from handsel.record.actions import ActionContext, ActionSpec, Actor, perform
from handsel.record.models import Chain
from handsel.tasks.models import schedule

STEP = "deposit.step"


@dataclass(frozen=True)
class SandboxScenario:
    """Method, speed and outcome of a test deposit."""

    method: Method = Method.CARD
    speed: SettlementSpeed = SettlementSpeed.AT_ONCE
    outcome: Outcome = Outcome.SETTLES


def request_deposit(actor: Actor, person: Person, amount: Money, scenario: SandboxScenario) -> Deposit:
    """Request a deposit into the person's wallet; an instant one is settled on return."""
    if amount.minor <= 0:
        raise NothingToMove

    def body(context: ActionContext) -> Facts:
        deposit = Deposit.objects.create(
            id=context.id,
            party=person.party,
            asked_by=person,
            amount=amount.minor,
            currency=amount.currency,
            **asdict(scenario),
            asked_at=context.at,
            settles_at=sandbox.arrives(context.at, scenario.speed, house_calendar()),
        )
        schedule(STEP, deposit.pk, at=deposit.settles_at)
        return _facts(deposit)

    request = {**amount.facts(), **asdict(scenario)}
    facts = perform(ActionSpec(entries.DEPOSIT_ASKED, Chain.Kind.PERSON, person.pk, request), actor, body)
    deposit = Deposit.objects.get(pk=facts["deposit"])
    if scenario.speed is SettlementSpeed.AT_ONCE and deposit.state == TransferState.PENDING:
        _advance(deposit, actor.at)
        deposit.refresh_from_db()
    return deposit


def step(pk: UUID, at: datetime) -> None:
    """Task: move a deposit to its next state, if any. Idempotent."""
    _advance(Deposit.objects.get(pk=pk), at)


def _advance(deposit: Deposit, at: datetime) -> None:
    state = sandbox.next_state(TransferState(deposit.state), Outcome(deposit.outcome))
    if state is None:
        return
    by = Actor(HOUSE, at, key=identifiers.derived(deposit.id, state))
    spec = ActionSpec(
        entries.DEPOSIT_ENDED[state], Chain.Kind.PERSON, deposit.asked_by_id, {"deposit": str(deposit.pk)}
    )
    perform(spec, by, lambda context: _apply(context, deposit.pk, state))


def _apply(context: ActionContext, pk: UUID, state: TransferState) -> Facts:
    deposit = Deposit.objects.select_related("party__person").get(pk=pk)
    deposit.move(state)
    deposit.reason = sandbox.REASONS.get(state, "")
    deposit.ended_at = context.at
    deposit.save()
    facts = _facts(deposit)
    if state is TransferState.SETTLED:
        facts |= _settle(context, deposit)
        if deposit.outcome == Outcome.RETURNS:
            calendar = house_calendar()
            schedule(
                STEP,
                pk,
                at=max(
                    sandbox.arrives(context.at, SettlementSpeed(deposit.speed), calendar),
                    context.at + sandbox.MINUTE,
                ),
            )
    elif state is TransferState.RETURNED:
        facts |= _take_back(context, deposit)
    return facts


def _settle(context: ActionContext, deposit: Deposit) -> Facts:
    """Credit the wallet, and repay a debt from it first (rules: money 1)."""
    rail = house_account(AccountKind.RAIL, deposit.currency, sandbox.RAIL)
    wallet = account_of(deposit.party, AccountKind.WALLET, deposit.currency)
    owed = account_of(deposit.party, AccountKind.OWED, deposit.currency)
    wallet, owed = locked(wallet, owed)
    transfers = [_transfer_input(context, "deposit", PostingInput(rail, wallet, deposit.money))]
    repaid = min(-balance_of(owed).minor, deposit.amount)
    if repaid > 0:
        transfers.append(
            _transfer_input(context, "repay", PostingInput(wallet, owed, Money(repaid, deposit.currency)))
        )
    post(transfers)
    return {"repaid": max(repaid, 0)}


def _take_back(context: ActionContext, deposit: Deposit) -> Facts:
    """Debit the wallet as far as possible; the rest becomes a debt (rules: money 1)."""
    rail = house_account(AccountKind.RAIL, deposit.currency, sandbox.RAIL)
    wallet = account_of(deposit.party, AccountKind.WALLET, deposit.currency)
    owed = account_of(deposit.party, AccountKind.OWED, deposit.currency)
    wallet, owed = locked(wallet, owed)
    covered = min(balance_of(wallet).minor, deposit.amount)
    parts = [(wallet, covered), (owed, deposit.amount - covered)]
    postings = [
        PostingInput(source, rail, Money(minor, deposit.currency)) for source, minor in parts if minor
    ]
    post([_transfer_input(context, "return", *postings)])
    return {"taken": covered, "owed": deposit.amount - covered}


def _transfer_input(context: ActionContext, kind: str, *postings: PostingInput) -> TransferInput:
    return TransferInput(context.transfer_key(kind), kind, postings, entry=context.id, at=context.at)


def _facts(deposit: Deposit) -> Facts:
    return {
        "deposit": str(deposit.pk),
        **deposit.money.facts(),
        "method": deposit.method,
        "state": deposit.state,
        "settles_at": deposit.settles_at.isoformat(),
        "reason": deposit.reason,
    }
