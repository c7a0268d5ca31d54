"""The versions of a policy with who published each, and why, from the record of the house."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from handsel.kernel.identifiers import HOUSE
from handsel.people.models import Person
from handsel.policy.entries import PUBLISHED
from handsel.policy.models import Policy
from handsel.record.models import Entry

VERSIONS_SHOWN = 20


@dataclass(frozen=True)
class PublishedVersion:
    """A version of a policy, who published it and why; an entry that was erased has no reason."""

    policy: Policy
    who: str
    reason: str


def published_versions(name: str) -> list[PublishedVersion]:
    """The newest versions of a policy, newest first; three queries."""
    policies = list(Policy.objects.filter(name=name).order_by("-version")[:VERSIONS_SHOWN])
    times = [policy.published_at for policy in policies]
    rows = Entry.objects.filter(chain__subject=HOUSE, kind=PUBLISHED.name, at__in=times)
    entries = {
        entry.facts.get("version"): entry
        for entry in rows.select_related("content")
        if entry.facts.get("name") == name
    }
    names = dict(
        Person.objects.filter(pk__in=[entry.actor for entry in entries.values()]).values_list("pk", "name")
    )
    return [_version(policy, entries.get(policy.version), names) for policy in policies]


def _version(policy: Policy, entry: Entry | None, names: dict[UUID, str]) -> PublishedVersion:
    if entry is None:
        return PublishedVersion(policy, settings.HOUSE_NAME, "")
    reason = str(entry.facts.get("reason", ""))
    return PublishedVersion(policy, names.get(entry.actor, settings.HOUSE_NAME), reason)
