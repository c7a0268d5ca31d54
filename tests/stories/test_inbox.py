"""The inbox: what was answered is marked as done by itself, what waits stays loud."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.milestones.splits import propose_split
from tests import factories
from tests.factories import usd
from tests.stories.people import seat, work_all
from tests.stories.screenshots import PHONE

COVERS = ("handsel.web.account.inbox",)
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_notice_is_done_once_its_matter_is_settled(
    browser: Browser, live_server: Any, ada: Person, ben: Person
) -> None:
    milestone = factories.delivered(ada, ben, 100)
    waiting = factories.delivered(ada, ben, 300)
    propose_split(Actor(ben.pk), waiting, to_freelancer=usd(200), reason="Mostly there.")
    work_all()
    client = seat(browser, live_server.url, ada)
    client.opens("/inbox/")
    rows = client.page.get_by_role("listitem").filter(has_text="delivered milestone")
    done = rows.filter(has=client.page.get_by_text("Done", exact=True))
    expect(done).to_have_count(0)
    client.opens(f"/jobs/{milestone.job_id}/billing/")
    client.clicks("Release $100.00 Part 1")
    client.page.get_by_role("dialog").get_by_role("button", name="Release $100.00").click()
    client.opens("/inbox/")
    expect(done).to_have_count(1)
    expect(done).to_contain_text("delivered milestone 1")
    client.looks("inbox-done")


def test_a_notice_is_opened_anywhere_in_its_row_on_a_phone(
    browser: Browser, live_server: Any, ada: Person, ben: Person
) -> None:
    milestone = factories.delivered(ada, ben, 100)
    work_all()
    client = seat(browser, live_server.url, ada, viewport=PHONE)
    client.opens("/inbox/")
    row = client.page.get_by_role("listitem").filter(has_text="delivered milestone 1")
    expect(row.get_by_role("button")).to_have_count(1)
    expect(row).to_contain_text("Delivery · ")
    row.get_by_text("Delivery").click(force=True)
    expect(client.page).to_have_url(re.compile(f"/jobs/{milestone.job_id}/billing/"))
