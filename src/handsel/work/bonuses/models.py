"""The bonus: an amount with a reason, paid at once through a holding of its own."""

from typing import Any

from django.db import models
from django.db.models import Q

from handsel.kernel.money import Money
from handsel.money.escrow.models import HasHolding, Holding
from handsel.work.jobs.models import BelongsToJobQuerySet, Job


class Bonus(HasHolding, models.Model):
    """What a client paid beside the price; its holding has the fee and what was released."""

    id: Any = models.BigAutoField(primary_key=True)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="bonuses")
    ref = models.UUIDField(unique=True)
    amount = models.BigIntegerField()
    reason = models.TextField()
    holding = models.OneToOneField(Holding, on_delete=models.PROTECT, related_name="bonus")
    paid_at = models.DateTimeField()

    objects = BelongsToJobQuerySet.as_manager()

    class Meta:
        ordering = ["paid_at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="bonus_of_something")]

    def __str__(self) -> str:
        return f"bonus {self.ref}"

    @property
    def money(self) -> Money:
        """The amount, before a fee."""
        return Money(self.amount, self.job.currency)
