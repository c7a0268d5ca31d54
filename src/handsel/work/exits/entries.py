"""Entries by which both sides agree to work elsewhere."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.money.invoices.entries import InvoiceFacts, replay_invoices
from handsel.record.kinds import Audience, EntryKind, Group, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Currency, Minor, Whole, shape
from handsel.record.wording import TargetPage, Wording, amount
from handsel.work.exits.lifecycle import ExitStage
from handsel.work.jobs.entries import side_of

EXIT = "exit"
"""The matter of a proposal to work elsewhere: it waits until it is answered or withdrawn."""


@shape
class ExitFacts(TypedDict):
    """A proposal to work elsewhere, by its number in the job, with its fee."""

    exit: Whole
    fee: Minor
    currency: Currency


@shape
class ExitProposedFacts(ExitFacts):
    """The proposal, with what its writer says of it."""

    note: str


@shape
class ExitAgreedFacts(ExitFacts):
    """The agreement, with the invoice of its fee if there is one."""

    invoices: list[InvoiceFacts]


def _fee(facts: Facts) -> str:
    if not facts["fee"]:
        return _("It is free.")
    return _("The client pays a fee of {fee} when both agree.").format(fee=amount(facts, "fee"))


def _proposed(who: str, facts: Facts) -> Wording:
    title = _("{who} proposed that you both may work elsewhere").format(who=who)
    return Wording(title, _fee(facts), TargetPage.EXIT, facts["note"])


def _replay_proposed(state: ChainState, entry: ReplayedEntry) -> None:
    facts = entry.facts
    state.row("exit", facts["exit"]).update(
        side=side_of(state, entry.actor),
        fee=facts["fee"],
        note=facts["note"],
        stage=ExitStage.PROPOSED,
        proposed_at=entry.at,
        answered_at=None,
    )


PROPOSED = declare(
    "exit.proposed",
    shape=ExitProposedFacts,
    wording=_proposed,
    tone="warn",
    icon="pen",
    group=Group.AGREEMENTS,
    replay=_replay_proposed,
    opens=lambda _facts: [EXIT],
)


def _answer(state: ChainState, entry: ReplayedEntry, stage: ExitStage) -> None:
    state.row("exit", entry.facts["exit"]).update(stage=stage, answered_at=entry.at)


def _agreed(who: str, facts: Facts) -> Wording:
    title = _("{who} agreed: you both may work elsewhere").format(who=who)
    detail = _("There was no fee.")
    if facts["fee"]:
        words = _("The client paid a fee of {fee} to {site}.")
        detail = words.format(fee=amount(facts, "fee"), site=settings.HOUSE_NAME)
    return Wording(title, detail, TargetPage.EXIT)


def _replay_agreed(state: ChainState, entry: ReplayedEntry) -> None:
    _answer(state, entry, ExitStage.AGREED)
    replay_invoices(state, entry, entry.facts["invoices"])


AGREED = declare(
    "exit.agreed",
    shape=ExitAgreedFacts,
    wording=_agreed,
    tone="good",
    icon="check",
    group=Group.AGREEMENTS,
    audience=Audience.EVERYONE,
    replay=_replay_agreed,
    settles=lambda _facts: [EXIT],
)


def _refused(name: str, stage: ExitStage, wording: Any) -> EntryKind:
    """A kind by which a proposal ends without an agreement."""
    return declare(
        name,
        shape=ExitFacts,
        wording=wording,
        tone="mute",
        icon="cross",
        group=Group.AGREEMENTS,
        replay=lambda state, entry: _answer(state, entry, stage),
        settles=lambda _facts: [EXIT],
    )


def _declined_words(who: str, _facts: Facts) -> Wording:
    title = _("{who} declined the proposal to work elsewhere").format(who=who)
    return Wording(title, _("All payments go through this site, as before."), TargetPage.EXIT)


def _withdrawn_words(who: str, _facts: Facts) -> Wording:
    title = _("{who} withdrew the proposal to work elsewhere").format(who=who)
    return Wording(title, _("All payments go through this site, as before."), TargetPage.EXIT)


DECLINED = _refused("exit.declined", ExitStage.DECLINED, _declined_words)
WITHDRAWN = _refused("exit.withdrawn", ExitStage.WITHDRAWN, _withdrawn_words)
