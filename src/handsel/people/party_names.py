"""The names of many parties."""

from collections.abc import Iterable

from handsel.people.models import Party, Person


def read_names(parties: Iterable[Party]) -> None:
    """Read the people of parties at once, for their names; in a join SQLite would read all people."""
    unread = [party for party in parties if not Party.person.is_cached(party)]
    people = Person.objects.only("name").in_bulk({party.person_id for party in unread})
    for party in unread:
        party.person = people[party.person_id]
