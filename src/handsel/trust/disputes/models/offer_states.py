"""What became of open offers in a dispute."""

from django.db import models


class OfferState(models.TextChoices):
    """What became of an open offer."""

    OPEN = "open"
    DECLINED = "declined"
    REPLACED = "replaced"
    ACCEPTED = "accepted"


STANDING = (OfferState.OPEN, OfferState.DECLINED)
"""States of the last word of a side: to decline it does not unsay it."""
