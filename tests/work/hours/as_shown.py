"""Acts on a timesheet by somebody who reads it as it is now."""

from collections.abc import Sequence

from handsel.kernel.json import Facts
from handsel.record.actions import Actor
from handsel.trust.disputes.opening_hours import dispute_blocks
from handsel.work.hours import paying, rejecting, reopening
from handsel.work.hours.models import Timesheet


def approve(actor: Actor, sheet: Timesheet) -> Facts:
    now = _now(sheet)
    return paying.approve(actor, sheet, shown=now.version, expected=now.rest_money)


def reject(actor: Actor, sheet: Timesheet, *, numbers: Sequence[int], reason: str) -> Facts:
    return rejecting.reject(actor, sheet, shown=_now(sheet).version, numbers=numbers, reason=reason)


def dispute(actor: Actor, sheet: Timesheet, *, numbers: Sequence[int], reason: str) -> Facts:
    return dispute_blocks(actor, sheet, shown=_now(sheet).version, numbers=numbers, reason=reason)


def agree_to_reopen(actor: Actor, sheet: Timesheet) -> Facts:
    return reopening.agree_to_reopen(actor, sheet, shown=_now(sheet).reopening_version)


def _now(sheet: Timesheet) -> Timesheet:
    return Timesheet.objects.select_related("job").get(pk=sheet.pk)
