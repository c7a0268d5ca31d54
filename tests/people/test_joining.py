"""Who joins has a party, and is on their own chain from its first entry."""

import pytest
from allauth.account.models import EmailAddress

from handsel.kernel import identifiers
from handsel.people.joining import Newcomer, join, make_operator
from handsel.record.models import Chain, Entry
from tests.replaying import differences

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("proved", [True, False])
def test_whoever_joins_is_rebuilt_from_the_first_entry(proved: bool) -> None:
    pk = identifiers.new()
    person = join(pk, Newcomer("zoe@example.org", "Zoe Falk", "Europe/Oslo", proved=proved))
    assert Entry.objects.get().facts["party"] == person.party.pk
    assert EmailAddress.objects.filter(user=person, verified=True).exists() == proved
    assert differences(Chain.Kind.PERSON) == []


def test_an_operator_is_one_by_an_entry_of_the_house() -> None:
    person = join(identifiers.new(), Newcomer("zoe@example.org", "Zoe Falk"))
    make_operator(person)
    assert person.is_operator
    assert differences(Chain.Kind.HOUSE) == []
