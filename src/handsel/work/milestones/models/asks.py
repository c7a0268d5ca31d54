"""What the sides ask of each other about money that is held: refunds and splits."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from handsel.kernel.money import Money
from handsel.work.jobs.models import Job, OfJobQuerySet
from handsel.work.jobs.stages import Side
from handsel.work.milestones.models.milestones import Milestone

SIDES = [(side.value, side.value) for side in (Side.CLIENT, Side.FREELANCER)]


class Ask(models.Model):
    """Something that one side asks of the other about one milestone's money, and what became of it."""

    class Kind(models.TextChoices):
        REFUND = "refund"
        SPLIT = "split"

    class State(models.TextChoices):
        OPEN = "open"
        GRANTED = "granted"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"
        OVERTAKEN = "overtaken"

    id: Any = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="asks")
    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="asks")
    side = models.CharField(max_length=10, choices=SIDES)
    to_client = models.BigIntegerField()
    to_freelancer = models.BigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    reason = models.TextField()
    asked_at = models.DateTimeField()
    grants_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(default="", blank=True)

    objects = OfJobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["milestone", "kind"], condition=Q(state="open"), name="ask_one_open_of_a_kind"
            ),
        ]
        indexes = [models.Index(fields=["job", "state"], name="ask_of_job")]

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


class _OfKind(models.Manager.from_queryset(OfJobQuerySet)):  # type: ignore[misc]
    """The asks of one kind alone, and the kind of what is made."""

    def __init__(self, kind: Ask.Kind) -> None:
        super().__init__()
        self.kind = kind

    def get_queryset(self) -> OfJobQuerySet:
        """Those of the kind."""
        found: OfJobQuerySet = super().get_queryset().filter(kind=self.kind)
        return found

    def create(self, **fields: Any) -> Any:
        """A new one of the kind."""
        return super().create(kind=self.kind, **fields)


class RefundRequest(Ask):
    """The client asks for money back; on undelivered work an unanswered request is granted in time."""

    objects: ClassVar[Any] = _OfKind(Ask.Kind.REFUND)

    class Meta:
        proxy = True

    @property
    def money(self) -> Money:
        """How much is asked back."""
        return self.client_part


class SplitProposal(Ask):
    """Either side proposes how what is held is shared; the other accepts or not."""

    objects: ClassVar[Any] = _OfKind(Ask.Kind.SPLIT)

    class Meta:
        proxy = True
