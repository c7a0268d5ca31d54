"""The sandbox as a rail: everything follows from the scenario of a transfer and the time."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.json import Facts
from handsel.money.rails.models import Deposit, Payout
from handsel.money.rails.port import Rail, StatementLine, TransferReport
from handsel.money.rails.sandbox.models import SandboxTransfer
from handsel.money.rails.sandbox.scenarios import SandboxScenario, arrival
from handsel.money.rails.states import TransferState
from handsel.people.calendars import house_calendar

REASONS = {
    (False, TransferState.FAILED): gettext_noop("Declined by the test bank: insufficient funds."),
    (False, TransferState.RETURNED): gettext_noop("Returned by the test bank: account closed."),
    (True, TransferState.FAILED): gettext_noop("Rejected by the test bank: no such account."),
    (True, TransferState.RETURNED): gettext_noop("Returned by the test bank: account closed."),
}
"""Why the test bank did not do what it was asked: by whether money went out, and the state."""


class Sandbox(Rail):
    """The rail of test money."""

    name = "sandbox"

    def announce_deposit(self, deposit: Deposit, options: Facts) -> datetime:
        """Expect test money; raises `ValueError` for options that are no scenario."""
        return self._take_note(deposit, options, is_payout=False)

    def take_payout(self, payout: Payout, options: Facts) -> datetime:
        """Take test money; raises `ValueError` for options that are no scenario."""
        return self._take_note(payout, options, is_payout=True)

    def reports(self, transfer: UUID, until: datetime) -> Sequence[TransferReport]:
        """The states that a transfer came to by an instant."""
        known = SandboxTransfer.objects.get(pk=transfer)
        return [
            TransferReport(state, REASONS.get((known.is_payout, state), ""))
            for at, state in known.course()
            if at <= until
        ]

    def next_report_at(self, transfer: UUID, after: datetime) -> datetime | None:
        """The instant of its next state."""
        course = SandboxTransfer.objects.get(pk=transfer).course()
        return next((at for at, _ in course if at > after), None)

    def statement(self, until: datetime) -> Iterable[StatementLine]:
        """A line for each transfer that settled, and one back for each that was returned."""
        for known in SandboxTransfer.objects.order_by("pk").iterator():
            amount = -known.amount if known.is_payout else known.amount
            states = {state for at, state in known.course() if at <= until}
            if TransferState.SETTLED in states:
                yield StatementLine(known.pk, amount, known.currency)
            if TransferState.RETURNED in states:
                yield StatementLine(known.pk, -amount, known.currency)

    def _take_note(self, transfer: Deposit | Payout, options: Facts, *, is_payout: bool) -> datetime:
        scenario = SandboxScenario.parse(options)
        SandboxTransfer.objects.create(
            id=transfer.pk,
            is_payout=is_payout,
            amount=transfer.amount,
            currency=transfer.currency,
            speed=scenario.speed,
            outcome=scenario.outcome,
            asked_at=transfer.asked_at,
        )
        return arrival(transfer.asked_at, scenario.speed, house_calendar())
