"""Who could decide is known before one agrees: the Terms page says it."""

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.trust.disputes.judges import judges_of
from handsel.work.jobs.models import Job
from tests import factories
from tests.made_once import made_once
from tests.web.scenario import signed_in

pytestmark = pytest.mark.django_db
FEW = "This site has one operator who can decide"
NOBODY = "as no one on this site can decide"
DECIDES = "an operator of this site decides"
PARTY = "One of you is an operator of this site"


@pytest.fixture
@made_once
def job(frozen_clock: object, ada: Person, ben: Person) -> Job:
    return factories.awarded(ada, ben)


@pytest.mark.parametrize(
    ("operators", "expected", "words"),
    [
        ((), (0, False), {NOBODY}),
        (("olga",), (1, False), {FEW}),
        (("olga", "mira"), (2, False), set()),
        (("ben",), (0, True), {NOBODY, PARTY}),
        (("ben", "olga"), (1, True), {FEW, PARTY}),
    ],
)
def test_the_terms_say_who_could_decide(
    job: Job, ben: Person, operators: tuple[str, ...], expected: tuple[int, bool], words: set[str]
) -> None:
    for name in operators:
        person, _new = Person.objects.get_or_create(email=f"{name}@example.org", defaults={"name": name})
        Person.objects.filter(pk=person.pk).update(is_operator=True)
    judges = judges_of(job)
    assert (judges.count, judges.has_party) == expected
    page = signed_in(ben).get(reverse("terms", args=[job.pk])).content.decode()
    assert {line for line in (FEW, NOBODY, PARTY) if line in page} == words
    assert (DECIDES in page) is (NOBODY not in words)
