import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handsel.people.backends import PersonBackend
from handsel.people.models import Person


def test_the_person_of_a_session_comes_with_their_party_in_one_query(ada: Person) -> None:
    with CaptureQueriesContext(connection) as queries:
        person = PersonBackend().get_user(ada.pk)
        assert person is not None
        assert person.party.name == "Ada Vance"
    assert len(queries) == 1


@pytest.mark.django_db
def test_nobody_comes_of_a_person_who_may_not_sign_in(ada: Person) -> None:
    Person.objects.update(is_active=False)
    assert PersonBackend().get_user(ada.pk) is None
