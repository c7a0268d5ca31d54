"""Money going out: it leaves the wallet or the earnings at once, and comes back if the bank refuses it."""

from datetime import datetime
from uuid import UUID

from handsel.due.models import schedule
from handsel.kernel import identifiers
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.money.ledger.accounts import account_of, house_account
from handsel.money.ledger.models import Account, Kind
from handsel.money.ledger.posting import Leg, Move, post
from handsel.money.rails import sandbox
from handsel.money.rails.debts import owed_by
from handsel.money.rails.models import Payout
from handsel.money.rails.refusals import NothingToMove, PayoutWaits
from handsel.money.rails.states import Ending, Pace, State
from handsel.people.calendars import house_calendar
from handsel.people.models import Person
from handsel.record.deeds import Asked, By, Deed, enact
from handsel.record.models import Chain

STEP = "payout.step"
SENT_BACK = "Sent back by the test bank: no such account."


def ask(by: By, person: Person, amount: Money, *, source: Kind, pace: Pace, ending: Ending) -> Payout:
    """Take an amount out of a wallet or earnings.

    Raises `Overdrawn` when there is less, and `PayoutWaits` from the wallet of a party that owes the house.
    """
    if amount.minor <= 0:
        raise NothingToMove

    def body(deed: Deed) -> Facts:
        if source is Kind.WALLET and owed_by(person.party, amount.currency):
            raise PayoutWaits
        payout = Payout.objects.create(
            id=deed.id,
            party=person.party,
            asked_by=person,
            amount=amount.minor,
            currency=amount.currency,
            source=source,
            ending=ending,
            pace=pace,
            asked_at=deed.at,
            settles_at=sandbox.arrives(deed.at, pace, house_calendar()),
        )
        _move(deed, payout, "payout", source=_source(payout), target=_transit(payout))
        schedule(STEP, payout.pk, at=payout.settles_at)
        return _facts(payout)

    request = {**amount.facts(), "source": source, "pace": pace, "ending": ending}
    facts = enact(Asked("payout.asked", Chain.Kind.PERSON, person.pk, request), by, body)
    return Payout.objects.get(pk=facts["payout"])


def step(pk: UUID, at: datetime) -> None:
    """Bring a payout to its end, if it has one; done twice, it happens once."""
    payout = Payout.objects.get(pk=pk)
    state = sandbox.next_state(State(payout.state), Ending(payout.ending))
    if state not in (State.SETTLED, State.FAILED):
        return
    by = By(HOUSE, at, key=identifiers.derived(payout.id, state))
    asked = Asked(f"payout.{state}", Chain.Kind.PERSON, payout.asked_by_id, {"payout": str(pk)})
    enact(asked, by, lambda deed: _end(deed, pk, state))


def _end(deed: Deed, pk: UUID, state: State) -> Facts:
    payout = Payout.objects.select_related("party__person").get(pk=pk)
    payout.move(state)
    payout.ended_at = deed.at
    if state is State.SETTLED:
        rail = house_account(Kind.RAIL, payout.currency, sandbox.RAIL)
        _move(deed, payout, "paid out", source=_transit(payout), target=rail)
    else:
        payout.reason = SENT_BACK
        _move(deed, payout, "sent back", source=_transit(payout), target=_source(payout))
    payout.save()
    return _facts(payout)


def _move(deed: Deed, payout: Payout, kind: str, *, source: Account, target: Account) -> None:
    post(
        [Move(deed.transfer_key(kind), kind, (Leg(source, target, payout.money),), entry=deed.id, at=deed.at)]
    )


def _source(payout: Payout) -> Account:
    return account_of(payout.party, Kind(payout.source), payout.currency)


def _transit(payout: Payout) -> Account:
    return account_of(payout.party, Kind.PAYOUTS, payout.currency)


def _facts(payout: Payout) -> Facts:
    return {
        "payout": str(payout.pk),
        **payout.money.facts(),
        "source": payout.source,
        "state": payout.state,
        "settles_at": payout.settles_at.isoformat(),
        "reason": payout.reason,
    }
