"""The person who signs in, and the party that stands on a side of a job and owns accounts."""

import zoneinfo
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse

from handsel.kernel import clock, identifiers
from handsel.people.email_address import normalised_email
from handsel.people.passwords import normalised_password
from handsel.people.standing import HasStanding
from handsel.quick_rows import QuickRows


class PersonManager(BaseUserManager["Person"]):
    """Creates people, each with a party of their own."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """Create a person; without a password, it is unusable. Raises `UnusableEmail`."""
        person = self.model(email=normalised_email(email), **fields)
        person.set_password(password)
        person.save()
        Party.objects.create(person=person)
        return person

    def proved(self, email: str) -> "Person | None":
        """The active person with this verified email, if any."""
        addresses = {"emailaddress__email__iexact": email, "emailaddress__verified": True}
        return self.filter(is_active=True, **addresses).first()

    def operators(self, at: datetime) -> "models.QuerySet[Person]":
        """Who the operators are at a time: nobody who is suspended then, or was removed."""
        held = self.filter(is_operator=True, is_active=True, removed_at=None)
        return held.exclude(suspended_until__gt=at)


class Person(HasStanding, QuickRows, AbstractBaseUser):
    """Somebody who signs in, as a freelancer, a client, both, or an operator.

    From `suspended_from` until `suspended_until` they begin nothing new: decisions of conduct set both,
    and they stay once it is over, as time of that period may be said later. From `removed_at` they begin
    nothing new, without an end. Meanwhile an operator is none (`operators`, `operates`).
    Former names are stored oldest first, each with the instant until which it was used; they are also on the
    person's own chain. `refused_email` is the last address of theirs that refused mail for good.
    """

    id = models.UUIDField(primary_key=True, default=identifiers.new, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=80)
    hires = models.BooleanField(default=True)
    works = models.BooleanField(default=True)
    time_zone = models.CharField(max_length=40, default="UTC")
    language = models.CharField(max_length=10, default="en")
    avatar = models.CharField(max_length=64, default="", blank=True)
    is_operator = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    suspended_from = models.DateTimeField(null=True, blank=True)
    suspended_until = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    refused_email = models.EmailField(default="", blank=True)
    joined_at = models.DateTimeField(default=clock.now)
    former_names = models.JSONField(default=list, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="person_email_any_case")]

    def __str__(self) -> str:
        return self.name

    def set_password(self, raw_password: str | None) -> None:
        """Set a password in its one form."""
        super().set_password(raw_password and normalised_password(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        """Whether it is the password, in whatever Unicode form it was typed."""
        return super().check_password(raw_password and normalised_password(raw_password))

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The person's time zone."""
        return zoneinfo.ZoneInfo(self.time_zone)

    def name_at(self, at: datetime) -> str:
        """What the person was called at a time."""
        for former in self.former_names:
            if at < datetime.fromisoformat(former["until"]):
                return str(former["name"])
        return self.name

    @property
    def has_refused_mail(self) -> bool:
        """Whether mail to the person does not arrive."""
        return self.refused_email == self.email.casefold()

    @property
    def first_name(self) -> str:
        """The first name, for greetings."""
        return self.name.split(" ")[0]

    @property
    def hue(self) -> int:
        """The colour behind the initials, 0 to 359."""
        return self.id.int % 360

    @property
    def picture(self) -> str:
        """The URL of the picture, or an empty string."""
        return f"{reverse('avatar', args=[self.id])}?{self.avatar[:8]}" if self.avatar else ""


class PartyQuerySet(models.QuerySet["Party"]):
    """Parties by who may act for them."""

    def of(self, person: Person) -> "PartyQuerySet":
        """The parties for which a person acts."""
        return self.filter(person=person)


class Party(QuickRows):
    """A side of a job and owner of accounts: one person now, a company later."""

    id: Any = models.BigAutoField(primary_key=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="party")

    objects = PartyQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The party's name."""
        return self.person.name

    @property
    def hue(self) -> int:
        """The colour behind its initials."""
        return self.person.hue

    @property
    def picture(self) -> str:
        """The URL of its picture, or an empty string."""
        return self.person.picture


class AccountMail(models.Model):
    """A mail about signing in that waits for the worker; gone once it is sent."""

    id = models.UUIDField(primary_key=True, default=identifiers.new, editable=False)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()

    def __str__(self) -> str:
        return self.subject


class AttemptCount(models.Model):
    """How often something was tried of late by somebody: a sign-in, or having a mail sent.

    `key` and `about` are hashes: of who tries at whom, and of whom (an email).
    """

    key = models.CharField(max_length=64, primary_key=True)
    about = models.CharField(max_length=64, db_index=True)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)
    paused_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.count} tries"


class UndeliveredAddress(models.Model):
    """An address that the mail server refused for good: its last answer, how often, and since when."""

    id: Any = models.BigAutoField(primary_key=True)
    email = models.EmailField(unique=True)
    code = models.PositiveSmallIntegerField()
    answer = models.CharField(max_length=200)
    count = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField(db_index=True)
    retried_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.email
