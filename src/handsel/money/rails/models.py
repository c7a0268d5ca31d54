"""Deposits and payouts: transfers between a party and the outside world."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from handsel.kernel import identifiers
from handsel.kernel.money import Money
from handsel.money.ledger.models import AccountKind
from handsel.money.rails.states import NEXT_STATES, Method, TransferState
from handsel.people.models import Party, Person

REASON_MAX = 200
_CAME_TO_NOTHING = Q(state__in=(TransferState.FAILED, TransferState.RETURNED))


def _choices(values: Any) -> list[tuple[str, str]]:
    return [(value.value, value.value) for value in values]


class ExternalTransferQuerySet(models.QuerySet[Any]):
    """Deposits or payouts, by owner."""

    def of(self, person: Person) -> "ExternalTransferQuerySet":
        """Those of a person's parties."""
        return self.filter(party__in=Party.objects.of(person))

    def came_to_nothing(self) -> "ExternalTransferQuerySet":
        """Those that failed or were returned, the newest first."""
        return self.filter(_CAME_TO_NOTHING).order_by("-ended_at")


class ExternalTransfer(models.Model):
    """The fields that deposits and payouts share."""

    id = models.UUIDField(primary_key=True, default=identifiers.new)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    rail = models.CharField(max_length=20)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=10, choices=_choices(TransferState), default=TransferState.PENDING)
    reason = models.CharField(max_length=REASON_MAX, default="", blank=True)
    asked_at = models.DateTimeField()
    settles_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = ExternalTransferQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="%(class)s_of_something")]
        indexes = [
            models.Index(fields=["-ended_at"], condition=_CAME_TO_NOTHING, name="%(class)s_to_nothing")
        ]

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"

    @property
    def money(self) -> Money:
        """The amount."""
        return Money(self.amount, self.currency)

    def take(self, state: TransferState, reason: str, at: datetime) -> None:
        """Move to the next state and save; raises `ValueError` if that step is not allowed.

        A reason comes from outside: it is cut to what is kept.
        """
        if state not in NEXT_STATES[TransferState(self.state)]:
            raise ValueError(f"a {self.state} {type(self).__name__} cannot become {state}")
        self.state, self.reason, self.ended_at = state, reason[:REASON_MAX], at
        self.save()


class Deposit(ExternalTransfer):
    """Money into a wallet."""

    method = models.CharField(max_length=10, choices=_choices(Method))


class Payout(ExternalTransfer):
    """Money out of a wallet or earnings."""

    source = models.CharField(
        max_length=10,
        choices=[(kind.value, kind.value) for kind in (AccountKind.WALLET, AccountKind.EARNINGS)],
    )
