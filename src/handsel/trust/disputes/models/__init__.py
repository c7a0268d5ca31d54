"""Disputes, and the offers in them."""

from handsel.trust.disputes.models.disputes import DISPUTE_AFTER, Dispute
from handsel.trust.disputes.models.offers import OFFER_AFTER, DisputeOffer, SealedOffer

__all__ = ["DISPUTE_AFTER", "OFFER_AFTER", "Dispute", "DisputeOffer", "SealedOffer"]
