"""Invoices, the number counter of each issuer, and letterheads."""

from typing import Any

from django.db import models
from django.db.models import OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from handsel.kernel import identifiers
from handsel.kernel.money import Money
from handsel.people.models import Party, Person
from handsel.quick_rows import QuickRows

PRINTED: tuple[str, ...] = (
    "number",
    "job_number",
    "job_title",
    "line",
    "currency",
    "amount",
    "tax",
    "tax_name",
    "tax_millipercent",
)
PRINTED += ("issuer_block", "recipient_block", "corrects")
"""The columns of an invoice that are printed; a credit note says which invoice it corrects."""


class Letterhead(models.Model):
    """What a party puts on its invoices: address, tax number, and the tax it charges."""

    party = models.OneToOneField(Party, on_delete=models.PROTECT, primary_key=True, related_name="letterhead")
    address = models.TextField(default="", blank=True)
    tax_number = models.CharField(max_length=40, default="", blank=True)
    tax_name = models.CharField(max_length=20, default="", blank=True)
    tax_millipercent = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"letterhead of {self.party_id}"


class InvoiceCounter(models.Model):
    """The last number of an issuer; the house is the issuer without a party."""

    issuer = models.OneToOneField(Party, on_delete=models.PROTECT, null=True, related_name="+")
    last = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(Coalesce("issuer", 0), name="counter_once_an_issuer")]

    def __str__(self) -> str:
        return f"{self.issuer_id or 'house'}: {self.last}"


class InvoiceQuerySet(models.QuerySet["Invoice"]):
    """Invoices by whose they are."""

    def of(self, person: Person) -> "InvoiceQuerySet":
        """Invoices that a person's parties issued or received."""
        parties = Party.objects.of(person)
        return self.filter(Q(issuer__in=parties) | Q(recipient__in=parties))

    def with_credits(self) -> "InvoiceQuerySet":
        """Count what credit notes took back of each."""
        notes = Invoice.objects.filter(corrects=OuterRef("entry"), kind=OuterRef("kind"))
        sums = notes.order_by().values("corrects").annotate(sum=Sum("amount")).values("sum")
        return self.annotate(credits_sum=Coalesce(Subquery(sums), 0))

    def related_to(self, invoice: "Invoice") -> "InvoiceQuerySet":
        """The credit notes of an invoice; of a credit note, the invoice that it corrects."""
        same = self.filter(kind=invoice.kind).order_by("issued_at", "pk")
        if invoice.corrects is not None:
            return same.filter(entry=invoice.corrects)
        return same.filter(corrects=invoice.entry)

    def with_people(self) -> "InvoiceQuerySet":
        """Join both parties."""
        return self.select_related("issuer__person", "recipient__person")


class Invoice(QuickRows):
    """The invoice for one payment, or a credit note. It never changes once numbered.

    A credit note takes back its amount of the invoice of the same kind that came with the entry `corrects`.
    """

    class Kind(models.TextChoices):
        WORK = "work"
        FEE = "fee"

    id = models.UUIDField(primary_key=True, default=identifiers.new)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    issuer = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="invoices_issued")
    recipient = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="invoices_got")
    number = models.PositiveBigIntegerField(null=True)
    job_number = models.PositiveBigIntegerField()
    job_title = models.CharField(max_length=80)
    line = models.CharField(max_length=200)
    currency = models.CharField(max_length=3)
    amount = models.BigIntegerField()
    tax = models.BigIntegerField(default=0)
    tax_name = models.CharField(max_length=20, default="", blank=True)
    tax_millipercent = models.PositiveIntegerField(default=0)
    issuer_block = models.TextField(default="", blank=True)
    recipient_block = models.TextField(default="", blank=True)
    issued_at = models.DateTimeField()
    entry = models.UUIDField()
    corrects = models.UUIDField(null=True)

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "number"], name="invoice_number"),
            models.UniqueConstraint(
                fields=["number"], condition=Q(issuer=None), name="invoice_number_of_house"
            ),
            models.UniqueConstraint(fields=["entry", "kind"], name="invoice_once_an_action"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="invoice_of_something"),
        ]
        indexes = [
            models.Index(fields=["job_number", "-issued_at"], name="invoice_of_job"),
            models.Index(fields=["corrects"], condition=~Q(corrects=None), name="invoice_corrected"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The number as printed; a fee invoice gets its number a moment later."""
        prefix = "H" if self.issuer_id is None else f"{self.issuer_id}"
        return f"{prefix}-{self.number:04d}" if self.number else f"{prefix}-…"

    def facts(self) -> dict[str, Any]:
        """The invoice as the record stores it."""
        return {
            "kind": self.kind,
            "issuer": str(self.issuer.person_id) if self.issuer else None,
            "recipient": str(self.recipient.person_id),
            **{name: getattr(self, name) for name in PRINTED},
        }

    @property
    def money(self) -> Money:
        """The amount with tax."""
        return Money(self.amount, self.currency)

    @property
    def is_credit(self) -> bool:
        """Whether it is a credit note."""
        return self.corrects is not None

    @property
    def signed(self) -> Money:
        """The amount with tax as it counts in a sum: that of a credit note is negative."""
        return -self.money if self.is_credit else self.money

    @property
    def credited(self) -> int:
        """What credit notes took back of it, in minor units, if `with_credits` counted it."""
        return int(getattr(self, "credits_sum", 0))

    @property
    def credited_money(self) -> Money:
        """What credit notes took back of it."""
        return Money(self.credited, self.currency)

    @property
    def left(self) -> Money:
        """What can still be given back of it after its payment: nothing of a credit note."""
        return Money(0 if self.is_credit else self.amount - self.credited, self.currency)

    @property
    def tax_money(self) -> Money:
        """The tax in the amount."""
        return Money(self.tax, self.currency)

    @property
    def net(self) -> Money:
        """The amount without tax."""
        return Money(self.amount - self.tax, self.currency)
