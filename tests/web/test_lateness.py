"""What is late says for how many days, in the colour of a warning and first, wherever its date stands."""

import re

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets
from handsel.work.jobs.models import Job
from tests import factories
from tests.conftest import FrozenClock
from tests.web.scenario import signed_in

LATE = re.compile(
    r'class="[^"]*\bbad\b[^"]*"[^>]*>(?:<svg.*?</svg>|\s|<b>|<span[^>]*>)*22 days late', re.DOTALL
)


@pytest.fixture
def late(frozen_clock: FrozenClock, ada: Person, ben: Person) -> Job:
    """A job that is 22 days late, and one that was awarded since."""
    ensure_presets()
    job = factories.funded(ada, ben, 100, title="The late one")
    frozen_clock.passes(days=14 + 22)
    factories.funded(ada, ben, 300, title="The new one")
    return job


@pytest.mark.parametrize("page", ["home", "jobs", "money", "workroom", "job-billing"])
def test_every_page_with_its_date_says_how_late_it_is(late: Job, ada: Person, ben: Person, page: str) -> None:
    args = [late.pk] if page in {"workroom", "job-billing"} else []
    for person in (ada, ben):
        text = signed_in(person).get(reverse(page, args=args)).content.decode()
        assert LATE.search(text), f"{page} of {person}"


@pytest.mark.parametrize("page", ["home", "jobs", "money"])
def test_what_is_late_comes_first(late: Job, ada: Person, ben: Person, page: str) -> None:
    for person in (ada, ben):
        text = signed_in(person).get(reverse(page)).content.decode()
        main = text[text.index("<main") :]
        assert main.index("The late one") < main.index("The new one")
