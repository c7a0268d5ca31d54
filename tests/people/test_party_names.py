"""The names of many parties are read at once."""

import pytest

from handsel.people.models import Party
from handsel.people.party_names import read_names


@pytest.mark.django_db
def test_two_names_are_read_in_one_query(django_assert_num_queries, ada, ben):
    parties = list(Party.objects.filter(person__in=[ada, ben]))
    with django_assert_num_queries(1):
        read_names(parties)
        assert {party.name for party in parties} == {ada.name, ben.name}


@pytest.mark.django_db
def test_what_is_known_is_not_read_again(django_assert_num_queries, ada):
    party = Party.objects.select_related("person").get(person=ada)
    with django_assert_num_queries(0):
        read_names([party])
    assert not party.person.get_deferred_fields()
