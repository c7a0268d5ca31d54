"""An entry has one address, and it leads to the entry at any age."""

from dataclasses import replace

import pytest

from handsel.people.models import Person
from handsel.people.profile import change_profile, profile_of
from handsel.record.actions import Actor
from handsel.ui.links import entry_url, own_entry_url
from handsel.web.money.views import ENTRIES_SHOWN
from tests.web.scenario import signed_in

pytestmark = pytest.mark.django_db


def test_an_entry_of_a_job_is_in_its_workroom() -> None:
    assert entry_url(7, 12) == "/jobs/7/?at=12#r12"


def test_an_old_entry_of_ones_own_record_is_on_the_page_that_opens(ada: Person) -> None:
    for number in range(ENTRIES_SHOWN + 3):
        change_profile(Actor(ada.pk), replace(profile_of(ada), name=f"Ada {number}"))
        ada.refresh_from_db()
    client = signed_in(ada)
    for number in (1, 3, 4, ENTRIES_SHOWN + 3):
        assert f'id="r{number}"' in client.get(own_entry_url(number)).content.decode()
    assert client.get("/money/record/?at=x").status_code == 200
    assert client.get("/money/record/?at=99999999999999999999").status_code == 200
