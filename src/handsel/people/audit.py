"""Audit: people, parties, proved addresses and factors against the record; operators against the house's."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from handsel.people.models import Party, Person
from handsel.record.models import Chain
from handsel.record.rebuilt_tables import RebuiltTable, columns

TABLES = (
    RebuiltTable(
        Person,
        Chain.Kind.PERSON,
        subject="id",
        columns=columns(
            "email",
            "name",
            "hires",
            "works",
            "time_zone",
            "language",
            "avatar",
            "is_active",
            "suspended_from",
            "suspended_until",
            "removed_at",
            "joined_at",
            "former_names",
        ),
        state="person",
    ),
    RebuiltTable(Party, Chain.Kind.PERSON, subject="person", columns=columns("id"), state="party"),
    RebuiltTable(
        EmailAddress,
        Chain.Kind.PERSON,
        subject="user",
        key=("email",),
        columns=columns("primary"),
        state="email",
        rows=lambda: EmailAddress.objects.filter(verified=True),
    ),
    RebuiltTable(
        Authenticator,
        Chain.Kind.PERSON,
        subject="user",
        key=("id",),
        columns=columns("type", "created_at"),
        state="factor",
    ),
    RebuiltTable(
        Person,
        Chain.Kind.HOUSE,
        subject="",
        key=("id",),
        columns=columns("is_operator"),
        state="operator",
        rows=lambda: Person.objects.filter(is_operator=True),
        called="operator",
    ),
)
