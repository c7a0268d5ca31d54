"""Offers in a dispute: open ones, and those that are sealed."""

from typing import Any

from django.db import models
from django.db.models import Q

from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.trust.disputes.models.disputes import SIDES, Dispute
from handsel.trust.disputes.models.offer_states import OfferState

OFFER_AFTER = ("side", "to_freelancer", "reason", "made_at", "state", "declined_at", "declined_reason")
"""The columns of an offer that an entry states."""


class DisputeOffer(models.Model):
    """An open offer of one side: what the freelancer would get of what is disputed."""

    State = OfferState

    id: Any = models.BigAutoField(primary_key=True)
    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="offers")
    number = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=10, choices=SIDES)
    to_freelancer = models.BigIntegerField()
    reason = models.TextField(default="", blank=True)
    made_at = models.DateTimeField()
    declined_at = models.DateTimeField(null=True)
    declined_reason = models.TextField(default="", blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["dispute", "number"], name="dispute_offer_number"),
            models.UniqueConstraint(
                fields=["dispute", "side"], condition=Q(state="open"), name="dispute_offer_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"offer {self.number} in {self.dispute}"

    @property
    def freelancer_part(self) -> Money:
        """What the freelancer would get."""
        return Money(self.to_freelancer, self.dispute.job.currency)

    @property
    def client_part(self) -> Money:
        """What would go back to the client."""
        return self.dispute.money - self.freelancer_part

    def facts(self) -> Facts:
        """The offer as the record stores it."""
        return {"number": self.number} | {name: getattr(self, name) for name in OFFER_AFTER}


class SealedOffer(models.Model):
    """The encrypted number of one side, until its round ends: then the row is destroyed."""

    id: Any = models.BigAutoField(primary_key=True)
    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="sealed_offers")
    side = models.CharField(max_length=10, choices=SIDES)
    sealed = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dispute", "side"], name="sealed_offer_of_side")]

    def __str__(self) -> str:
        return f"sealed offer in {self.dispute}"
