"""Acts on a timesheet by somebody who reads it as it is now."""

from collections.abc import Sequence

from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.record.actions import Actor
from handsel.work.hours import paying, rejecting, reopening, settling
from handsel.work.hours.models import Timesheet


def approve(actor: Actor, sheet: Timesheet) -> Facts:
    now = _now(sheet)
    return paying.approve(actor, sheet, shown=now.version, expected=now.rest_money)


def reject(actor: Actor, sheet: Timesheet, *, numbers: Sequence[int], reason: str) -> Facts:
    return rejecting.reject(actor, sheet, shown=_now(sheet).version, numbers=numbers, reason=reason)


def dispute(actor: Actor, sheet: Timesheet, *, numbers: Sequence[int], reason: str) -> Facts:
    return rejecting.dispute(actor, sheet, shown=_now(sheet).version, numbers=numbers, reason=reason)


def offer_settlement(actor: Actor, sheet: Timesheet, *, to_freelancer: Money, reason: str) -> Facts:
    shown = _now(sheet).disputed_version
    return settling.offer_settlement(actor, sheet, shown=shown, to_freelancer=to_freelancer, reason=reason)


def accept_offer(actor: Actor, sheet: Timesheet, *, expected: Money) -> Facts:
    return settling.accept_offer(actor, sheet, shown=_now(sheet).disputed_version, expected=expected)


def agree_to_reopen(actor: Actor, sheet: Timesheet) -> Facts:
    return reopening.agree_to_reopen(actor, sheet, shown=_now(sheet).reopening_version)


def _now(sheet: Timesheet) -> Timesheet:
    return Timesheet.objects.select_related("job").get(pk=sheet.pk)
