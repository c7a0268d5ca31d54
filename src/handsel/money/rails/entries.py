"""Entries of money on its way in or out, and of debts to the house that are repaid."""

from typing import Any, NotRequired

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.money.rails.states import TransferState
from handsel.record.kinds import EntryKind, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Currency, Identifier, Instant, Minor, Text, shape
from handsel.record.wording import TargetPage, Wording, WordingFunction, amount


@shape
class TransferFacts(TypedDict):
    """Money on its way by a rail, its state, and the rail's reason if something went wrong.

    `options` are the rail's own, as it was asked with them.
    """

    rail: Text
    amount: Minor
    currency: Currency
    state: str
    settles_at: Instant
    reason: str
    options: NotRequired[dict[str, Any]]


@shape
class DepositFacts(TransferFacts):
    """A deposit: what it repaid of a debt when it settled, or what a return took and left owed."""

    deposit: Identifier
    method: str
    repaid: NotRequired[Minor]
    taken: NotRequired[Minor]
    owed: NotRequired[Minor]


@shape
class PayoutFacts(TransferFacts):
    """A payout, and the account it comes from."""

    payout: Identifier
    source: str


def _says(title: str) -> WordingFunction:
    def wording(who: str, facts: Facts) -> Wording:
        reason = _(facts["reason"]) if facts["reason"] else ""
        return Wording(_(title).format(amount=amount(facts)), reason, TargetPage.MONEY)

    return wording


_COLUMNS = ("rail", "amount", "currency", "state", "settles_at", "reason")


def _replay(state: ChainState, entry: ReplayedEntry) -> None:
    facts = entry.facts
    table = "deposit" if "deposit" in facts else "payout"
    row = state.row(table, facts[table])
    way = "method" if table == "deposit" else "source"
    row.update({name: facts[name] for name in (*_COLUMNS, way)})
    if "asked_at" in row:
        row["ended_at"] = entry.at
    else:
        row.update(asked_by=entry.actor, party=entry.actor, asked_at=entry.at, ended_at=None)


def _deposit(state: str, title: str, *, tone: str = "good", icon: str = "money") -> EntryKind:
    return declare(
        f"deposit.{state}",
        shape=DepositFacts,
        wording=_says(title),
        tone=tone,
        icon=icon,
        replay=_replay,
    )


def _payout(state: str, title: str, *, tone: str = "busy", icon: str = "money") -> EntryKind:
    return declare(
        f"payout.{state}",
        shape=PayoutFacts,
        wording=_says(title),
        tone=tone,
        icon=icon,
        replay=_replay,
    )


DEPOSIT_ASKED = _deposit("asked", gettext_noop("Deposit of {amount} is on its way"))
DEPOSIT_ENDED = {
    TransferState.SETTLED: _deposit("settled", gettext_noop("Deposit of {amount} is in your wallet")),
    TransferState.FAILED: _deposit(
        "failed", gettext_noop("Deposit of {amount} failed. No money moved"), tone="bad", icon="alert"
    ),
    TransferState.RETURNED: _deposit(
        "returned", gettext_noop("Deposit of {amount} was returned by the bank"), tone="warn", icon="return"
    ),
}
"""The kinds of entries by which a deposit changes its state."""
PAYOUT_ASKED = _payout("asked", gettext_noop("Payout of {amount} is on its way"))
PAYOUT_ENDED = {
    TransferState.SETTLED: _payout("settled", gettext_noop("Payout of {amount} arrived")),
    TransferState.FAILED: _payout(
        "failed",
        gettext_noop("Payout of {amount} failed: the money is back in your balance"),
        tone="bad",
        icon="alert",
    ),
    TransferState.RETURNED: _payout(
        "returned",
        gettext_noop("Payout of {amount} was returned by the bank: the money is back in your balance"),
        tone="warn",
        icon="return",
    ),
}
"""The kinds of entries by which a payout changes its state."""


@shape
class RepaidFacts(TypedDict):
    """How much of a debt was repaid, or received of what a claim left due."""

    amount: Minor
    currency: Currency


def _repaid(who: str, facts: Facts) -> Wording:
    return Wording(_("{amount} you owed was repaid").format(amount=amount(facts)), "", TargetPage.MONEY)


DEBT_REPAID = declare("debt.repaid", shape=RepaidFacts, wording=_repaid, tone="good", icon="check")


def _received(who: str, facts: Facts) -> Wording:
    title = _("You received {amount} of what is due to you after a claim").format(amount=amount(facts))
    return Wording(title, "", TargetPage.MONEY)


CLAIM_RECEIVED = declare("claim.received", shape=RepaidFacts, wording=_received, tone="good", icon="money")
