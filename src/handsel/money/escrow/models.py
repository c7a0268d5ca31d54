"""The holding: one milestone's money in escrow, between two parties."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from handsel.kernel.money import Money, zero
from handsel.money.escrow.fees import FeeTerms, HoldingTotals
from handsel.money.ledger.models import Account
from handsel.people.models import Party
from handsel.policy.rules import FeePayer
from handsel.quick_rows import QuickRows


class Holding(QuickRows):
    """What was funded, released and refunded, without a client's fee; the money is in its account.

    `frozen` is what is disputed of the rest: it moves only by the end of its dispute.
    `fee_start` is from where a client's fee is counted, if what was funded came from another holding.
    """

    id: Any = models.BigAutoField(primary_key=True)
    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="holding")
    client = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    freelancer = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    currency = models.CharField(max_length=3)
    fee_basis_points = models.PositiveIntegerField()
    fee_payer = models.CharField(max_length=10, choices=[(p.value, p.value) for p in FeePayer])
    fee_start = models.BigIntegerField(default=0)
    funded = models.BigIntegerField(default=0)
    released = models.BigIntegerField(default=0)
    refunded = models.BigIntegerField(default=0)
    frozen = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(released__gte=0)
                & Q(refunded__gte=0)
                & Q(funded__gte=F("released") + F("refunded")),
                name="holding_never_short",
            ),
            models.CheckConstraint(condition=Q(fee_start__gte=0), name="holding_fee_start"),
            models.CheckConstraint(
                condition=Q(frozen__gte=0) & Q(frozen__lte=F("funded") - F("released") - F("refunded")),
                name="holding_frozen_is_held",
            ),
        ]

    def __str__(self) -> str:
        return f"holding {self.pk}"

    @property
    def held(self) -> HoldingTotals:
        """The totals, in minor units."""
        return HoldingTotals(self.funded, self.released, self.refunded, self.fee_start)

    @property
    def terms(self) -> FeeTerms:
        """The fee agreed when it was opened."""
        return FeeTerms(self.fee_basis_points, FeePayer(self.fee_payer))

    @property
    def left(self) -> Money:
        """What can still be released or refunded, without a client's fee."""
        return Money(self.held.left, self.currency)

    @property
    def free(self) -> Money:
        """What is left and not disputed."""
        return self.left - Money(self.frozen, self.currency)


class HasHolding:
    """A row of a job with money of its own: what its holding has, and what went through it."""

    job: Any
    holding: Any

    @property
    def held(self) -> Money:
        """What is in escrow for it, without a client's fee."""
        return self.holding.left if self.holding else zero(self.job.currency)

    @property
    def frozen(self) -> Money:
        """What is disputed of it."""
        return self._total("frozen")

    @property
    def free(self) -> Money:
        """What is in escrow for it and not disputed."""
        return self.held - self.frozen

    @property
    def funded(self) -> Money:
        """What was funded in total."""
        return self._total("funded")

    @property
    def released(self) -> Money:
        """What was released so far."""
        return self._total("released")

    @property
    def refunded(self) -> Money:
        """What went back to the client so far."""
        return self._total("refunded")

    def _total(self, column: str) -> Money:
        return Money(getattr(self.holding, column) if self.holding else 0, self.job.currency)
