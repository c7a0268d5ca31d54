"""Money coming in: asked for, settled into the wallet, failed, or taken back by the bank."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from handsel.due.models import schedule
from handsel.kernel import identifiers
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.money.ledger.accounts import account_of, balance_of, house_account, locked
from handsel.money.ledger.models import Kind
from handsel.money.ledger.posting import Leg, Move, post
from handsel.money.rails import sandbox
from handsel.money.rails.models import Deposit
from handsel.money.rails.refusals import NothingToMove
from handsel.money.rails.states import Ending, Method, Pace, State
from handsel.people.calendars import house_calendar
from handsel.people.models import Person
from handsel.record.deeds import Asked, By, Deed, enact
from handsel.record.models import Chain

STEP = "deposit.step"


@dataclass(frozen=True)
class Plan:
    """How test money comes in and how the test ends."""

    method: Method = Method.CARD
    pace: Pace = Pace.AT_ONCE
    ending: Ending = Ending.SETTLES


def ask(by: By, person: Person, amount: Money, plan: Plan) -> Deposit:
    """Ask for a deposit into the wallet of this person's party; what settles at once is settled on return."""
    if amount.minor <= 0:
        raise NothingToMove

    def body(deed: Deed) -> Facts:
        deposit = Deposit.objects.create(
            id=deed.id,
            party=person.party,
            asked_by=person,
            amount=amount.minor,
            currency=amount.currency,
            method=plan.method,
            ending=plan.ending,
            pace=plan.pace,
            asked_at=deed.at,
            settles_at=sandbox.arrives(deed.at, plan.pace, house_calendar()),
        )
        schedule(STEP, deposit.pk, at=deposit.settles_at)
        return _facts(deposit)

    request = {**amount.facts(), "method": plan.method, "pace": plan.pace, "ending": plan.ending}
    facts = enact(Asked("deposit.asked", Chain.Kind.PERSON, person.pk, request), by, body)
    deposit = Deposit.objects.get(pk=facts["deposit"])
    if plan.pace is Pace.AT_ONCE and deposit.state == State.PENDING:
        _bring(deposit, by.at)
        deposit.refresh_from_db()
    return deposit


def step(pk: UUID, at: datetime) -> None:
    """Bring a deposit to its next state, if it has one; done twice, it happens once."""
    _bring(Deposit.objects.get(pk=pk), at)


def _bring(deposit: Deposit, at: datetime) -> None:
    state = sandbox.next_state(State(deposit.state), Ending(deposit.ending))
    if state is None:
        return
    by = By(HOUSE, at, key=identifiers.derived(deposit.id, state))
    asked = Asked(f"deposit.{state}", Chain.Kind.PERSON, deposit.asked_by_id, {"deposit": str(deposit.pk)})
    enact(asked, by, lambda deed: _arrive(deed, deposit.pk, state))


def _arrive(deed: Deed, pk: UUID, state: State) -> Facts:
    deposit = Deposit.objects.select_related("party__person").get(pk=pk)
    deposit.move(state)
    deposit.reason = sandbox.REASONS.get(state, "")
    deposit.ended_at = deed.at
    deposit.save()
    facts = _facts(deposit)
    if state is State.SETTLED:
        facts |= _settle(deed, deposit)
        if deposit.ending == Ending.RETURNS:
            calendar = house_calendar()
            schedule(
                STEP,
                pk,
                at=max(sandbox.arrives(deed.at, Pace(deposit.pace), calendar), deed.at + sandbox.MINUTE),
            )
    elif state is State.RETURNED:
        facts |= _take_back(deed, deposit)
    return facts


def _settle(deed: Deed, deposit: Deposit) -> Facts:
    """Into the wallet; what the party owes the house is repaid from it first (RULES, Money, 1)."""
    rail = house_account(Kind.RAIL, deposit.currency, sandbox.RAIL)
    wallet = account_of(deposit.party, Kind.WALLET, deposit.currency)
    owed = account_of(deposit.party, Kind.OWED, deposit.currency)
    wallet, owed = locked(wallet, owed)
    moves = [_move(deed, "deposit", Leg(rail, wallet, deposit.money))]
    repaid = min(-balance_of(owed).minor, deposit.amount)
    if repaid > 0:
        moves.append(_move(deed, "repay", Leg(wallet, owed, Money(repaid, deposit.currency))))
    post(moves)
    return {"repaid": max(repaid, 0)}


def _take_back(deed: Deed, deposit: Deposit) -> Facts:
    """From the wallet as far as it goes; the rest is owed (RULES, Money, 1)."""
    rail = house_account(Kind.RAIL, deposit.currency, sandbox.RAIL)
    wallet = account_of(deposit.party, Kind.WALLET, deposit.currency)
    owed = account_of(deposit.party, Kind.OWED, deposit.currency)
    wallet, owed = locked(wallet, owed)
    covered = min(balance_of(wallet).minor, deposit.amount)
    parts = [(wallet, covered), (owed, deposit.amount - covered)]
    legs = [Leg(source, rail, Money(minor, deposit.currency)) for source, minor in parts if minor]
    post([_move(deed, "return", *legs)])
    return {"taken": covered, "owed": deposit.amount - covered}


def _move(deed: Deed, kind: str, *legs: Leg) -> Move:
    return Move(deed.transfer_key(kind), kind, legs, entry=deed.id, at=deed.at)


def _facts(deposit: Deposit) -> Facts:
    return {
        "deposit": str(deposit.pk),
        **deposit.money.facts(),
        "method": deposit.method,
        "state": deposit.state,
        "settles_at": deposit.settles_at.isoformat(),
        "reason": deposit.reason,
    }
