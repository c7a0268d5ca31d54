"""Freeze a part of what a holding has while it is disputed; no money moves by it."""

from handsel.kernel.money import Money
from handsel.money.escrow.models import Holding
from handsel.money.escrow.refusals import HoldingShort


def freeze(holding: Holding, amount: Money) -> None:
    """Keep an amount from being released or refunded; raises `HoldingShort` if less is free."""
    if amount > holding.free:
        raise HoldingShort
    _save(holding, holding.frozen + amount.minor)


def unfreeze(holding: Holding, amount: Money) -> None:
    """Let an amount that was frozen go again, to be released, refunded or kept."""
    if amount.minor > holding.frozen:
        raise ValueError(f"{holding} has less frozen than {amount}")
    _save(holding, holding.frozen - amount.minor)


def _save(holding: Holding, frozen: int) -> None:
    holding.frozen = frozen
    holding.save(update_fields=["frozen"])
