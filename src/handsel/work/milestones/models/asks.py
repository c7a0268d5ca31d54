"""What the sides ask of each other about money that is held: refunds and splits."""

from typing import Any

from django.db import models
from django.db.models import Q

from handsel.kernel.money import Money
from handsel.work.jobs.models import Job, OfJobQuerySet
from handsel.work.jobs.stages import Side
from handsel.work.milestones.models.milestones import Milestone

SIDES = [(side.value, side.value) for side in (Side.CLIENT, Side.FREELANCER)]


class Ask(models.Model):
    """Something that one side asks of the other, and what became of it."""

    class State(models.TextChoices):
        OPEN = "open"
        GRANTED = "granted"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"
        OVERTAKEN = "overtaken"

    id: Any = models.BigAutoField(primary_key=True)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="+")
    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="%(class)ss")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    reason = models.TextField()
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(default="", blank=True)

    objects = OfJobQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["milestone"], condition=Q(state="open"), name="%(class)s_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"


class RefundRequest(Ask):
    """The client asks for money back; on undelivered work an unanswered request is granted in time."""

    amount = models.BigIntegerField()
    grants_at = models.DateTimeField(null=True)

    @property
    def money(self) -> Money:
        """How much is asked back."""
        return Money(self.amount, self.job.currency)


class SplitProposal(Ask):
    """Either side proposes how what is held is shared; the other accepts or not."""

    side = models.CharField(max_length=10, choices=SIDES)
    to_freelancer = models.BigIntegerField()
    to_client = models.BigIntegerField()

    @property
    def freelancer_part(self) -> Money:
        """What the freelancer would get."""
        return Money(self.to_freelancer, self.job.currency)

    @property
    def client_part(self) -> Money:
        """What the client would get back."""
        return Money(self.to_client, self.job.currency)
