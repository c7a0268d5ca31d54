"""Requests about held money: refunds and splits."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from handsel.kernel.money import Money
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import BelongsToJobQuerySet, Job
from handsel.work.milestones.models.milestones import Milestone

SIDES = [(side.value, side.value) for side in (Side.CLIENT, Side.FREELANCER)]


class MoneyRequest(models.Model):
    """A request of one side to the other about one milestone's money, and its outcome."""

    class Kind(models.TextChoices):
        REFUND = "refund"
        SPLIT = "split"

    class State(models.TextChoices):
        OPEN = "open"
        GRANTED = "granted"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"
        SUPERSEDED = "superseded"

    id: Any = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="requests")
    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="requests")
    side = models.CharField(max_length=10, choices=SIDES)
    to_client = models.BigIntegerField()
    to_freelancer = models.BigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    reason = models.TextField()
    asked_at = models.DateTimeField()
    auto_grants_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(default="", blank=True)

    objects = BelongsToJobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["milestone", "kind"],
                condition=Q(state="open"),
                name="money_request_one_open",
            ),
        ]
        indexes = [models.Index(fields=["job", "state"], name="money_request_of_job")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def client_part(self) -> Money:
        """What the client would get back."""
        return Money(self.to_client, self.job.currency)

    @property
    def freelancer_part(self) -> Money:
        """What the freelancer would get."""
        return Money(self.to_freelancer, self.job.currency)


class _OfKind(models.Manager.from_queryset(BelongsToJobQuerySet)):  # type: ignore[misc]
    """Money requests of one kind; what is created gets the kind."""

    def __init__(self, kind: MoneyRequest.Kind) -> None:
        super().__init__()
        self.kind = kind

    def get_queryset(self) -> BelongsToJobQuerySet:
        """Rows of the kind."""
        rows: BelongsToJobQuerySet = super().get_queryset().filter(kind=self.kind)
        return rows

    def create(self, **fields: Any) -> Any:
        """Create a row of the kind."""
        return super().create(kind=self.kind, **fields)


class RefundRequest(MoneyRequest):
    """The client asks for money back; on undelivered work an unanswered request is granted in time."""

    objects: ClassVar[Any] = _OfKind(MoneyRequest.Kind.REFUND)

    class Meta:
        proxy = True

    @property
    def money(self) -> Money:
        """The amount asked back."""
        return self.client_part


class SplitProposal(MoneyRequest):
    """Either side proposes how to share what is held; the other accepts or refuses."""

    objects: ClassVar[Any] = _OfKind(MoneyRequest.Kind.SPLIT)

    class Meta:
        proxy = True
