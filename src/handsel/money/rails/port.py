"""The port of rails: what a bank, a card processor or the sandbox must do (rules: money 2)."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from handsel.kernel.json import Facts
from handsel.money.rails.models import Deposit, Payout
from handsel.money.rails.states import TransferState


@dataclass(frozen=True)
class TransferReport:
    """What a rail says became of a deposit or payout, and its reason if something went wrong."""

    state: TransferState
    reason: str = ""


@dataclass(frozen=True)
class StatementLine:
    """Money that a rail moved: its deposit or payout, and minor units, below zero if they left the site."""

    transfer: UUID
    amount: int
    currency: str


class Rail(ABC):
    """A way by which money comes in and goes out.

    `announce_deposit` and `take_payout` run within the act that asks for the transfer: they take note of it
    and promise nothing to the outside yet. A rail that is told by its bank calls `deposits.report` or
    `payouts.report`; one that has to ask its bank answers `reports`, which a task calls at the expected time
    and whenever `next_report_at` says so. Each report counts once, however often it comes.
    """

    name: str
    """Its account in the ledger is `rail:<name>`."""

    @abstractmethod
    def announce_deposit(self, deposit: Deposit, options: Facts) -> datetime:
        """Expect a deposit; returns when it should settle. `options` are the rail's own."""

    @abstractmethod
    def take_payout(self, payout: Payout, options: Facts) -> datetime:
        """Take a payout; returns when it should arrive. `options` are the rail's own."""

    @abstractmethod
    def reports(self, transfer: UUID, until: datetime) -> Sequence[TransferReport]:
        """All that became of a transfer until an instant, in order."""

    @abstractmethod
    def next_report_at(self, transfer: UUID, after: datetime) -> datetime | None:
        """When to ask for reports again; None if nothing more is to come."""

    @abstractmethod
    def statement(self, until: datetime) -> Iterable[StatementLine]:
        """All money that the rail moved until an instant, from its own books."""


def rail_named(name: str) -> Rail:
    """The rail of a name; raises `KeyError` for one that the settings do not list."""
    rail: type[Rail] = import_string(settings.RAILS[name])
    return rail()


def current_rail() -> Rail:
    """The rail of new deposits and payouts."""
    return rail_named(settings.RAIL)
