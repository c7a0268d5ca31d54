"""What is expected on the page of Money: by job, with funding in place."""

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.milestones.refunds import ask_refund
from handsel.work.terms.ending import end_job
from tests import factories
from tests.conftest import FrozenClock
from tests.factories import usd
from tests.time_travel import let_pass
from tests.web.hours.test_sheets import worked_week
from tests.web.scenario import signed_in
from tests.work.hours.as_shown import approve

pytestmark = pytest.mark.usefixtures("frozen_clock")


def money_page(person: Person) -> str:
    return signed_in(person).get(reverse("money")).content.decode()


def test_milestones_stand_by_job_the_soonest_job_first(
    frozen_clock: FrozenClock, ada: Person, ben: Person, eve: Person
) -> None:
    factories.bound(ada, ben, 100, 200, title="Later")
    factories.bound(ada, eve, milestones=[factories.a_part("Soon", 100, days=1)], title="Sooner")
    page = money_page(ada).partition('id="coming"')[2]
    assert page.count('<tr class="group">') == 2
    assert page.index("Sooner") < page.index(eve.name) < page.index("Later") < page.index(ben.name)
    assert page.count("Later</a>") == 1
    assert page.index("Later") < page.index("1. Part 1") < page.index("2. Part 2")


def test_money_that_returns_stands_before_what_is_due_later(ada: Person, ben: Person) -> None:
    factories.funded(ada, ben, milestones=[factories.a_part("Part 1", 100, days=10)], title="Due first")
    ending = factories.funded(ada, ben, 250, title="Ending")
    end_job(Actor(ada.pk), ending, reason="Plans changed.")
    page = money_page(ben).partition('id="coming"')[2]
    assert page.index("Ending</a>") < page.index("returns to Ada") < page.index("Due first</a>")


def test_money_that_returns_is_not_in_the_total(ada: Person, ben: Person) -> None:
    ending = factories.funded(ada, ben, 250, title="Ending")
    end_job(Actor(ada.pk), ending, reason="Plans changed.")
    less = factories.funded(ada, ben, 100, title="Less needed")
    ask_refund(Actor(ada.pk), factories.first(less), amount=usd(20), reason="Less was needed.")
    for person in (ada, ben):
        total, _, back = (
            money_page(person).partition("Total expected from escrow")[2].partition("Refund pending")
        )
        assert "$80.00" in total
        assert "$270.00" in back.partition("</tr>")[0]
        assert "unless" in back.partition("</tr>")[0]


def test_a_client_funds_the_next_milestone_where_it_is_shown(ada: Person, ben: Person) -> None:
    job = factories.bound(ada, ben, 100, 200)
    page = money_page(ada)
    first = factories.first(job)
    assert f'popovertarget="fund-{first.pk}"' in page
    assert page.count('popovertarget="fund-') - page.count('popovertargetaction="hide"') == 1
    assert f'action="{reverse("fund", args=[job.pk])}"' in page
    assert "Add $100.00 and fund $100.00" in page
    factories.rich(ada, 500)
    assert "Left in your wallet" in money_page(ada)
    assert "$400.00" in money_page(ada)
    assert 'popovertarget="fund-' not in money_page(ben)


def test_without_open_milestones_the_page_says_when_they_come(eve: Person) -> None:
    assert "No open milestones or timesheets in review." in money_page(eve)


def test_a_timesheet_in_review_is_expected_with_its_day_and_amount(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    job = worked_week(ada, ben)
    assert "Timesheet, week of" not in money_page(ben)
    let_pass(frozen_clock, days=7)
    for person, name in ((ada, "you"), (ben, "Ada")):
        page = money_page(person).partition('id="coming"')[2].partition("</table>")[0]
        row = page.partition("Timesheet, week of Mon 2 Mar")[2].partition("</tr>")[0]
        assert f"{reverse('timesheet', args=[job.pk])}?week=2026-03-02" in page
        assert "In review" in row
        assert row.count("60.00") == 4
        assert f"or as soon as {name} approve" in row
        assert "Total expected from escrow" in page
    approve(Actor(ada.pk), factories.week_of(job).sheet)
    assert "Timesheet, week of" not in money_page(ben)
