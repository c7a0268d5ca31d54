"""Home, the list of jobs, the inbox, and where the money is."""

import re
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from handsel.kernel import clock
from handsel.money.ledger.models import AccountKind
from handsel.money.rails.deposits import request_deposit
from handsel.money.rails.payouts import request_payout
from handsel.money.rails.sandbox.scenarios import Outcome, SandboxScenario, SettlementSpeed
from handsel.notices.models import Notice
from handsel.notices.notify import give_notice
from handsel.people.calendars import house_calendar
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.wording import Wording
from handsel.trust.disputes.settling import accept_dispute_offer
from handsel.web.account.inbox import inbox_rows
from handsel.web.home.views import SHOWN_AT_HOME
from handsel.web.money.balances import balances
from handsel.work.jobs.lifecycle import Side
from handsel.work.milestones.release import release
from handsel.work.workroom.posting import post
from tests import factories
from tests.balances import escrow
from tests.conftest import FrozenClock
from tests.factories import usd
from tests.time_travel import let_pass
from tests.trust.conduct.reported import reported
from tests.trust.disputing import latest, offered, opened_hours
from tests.web.scenario import signed_in, work_all, world_of
from tests.work.hours.test_paying import submitted

COVERS = ("handsel.web.money.balance", "handsel.web.money.balances", "handsel.web.account.inbox")
pytestmark = pytest.mark.usefixtures("frozen_clock")


def test_a_new_person_is_told_where_to_begin(eve: Person) -> None:
    page = signed_in(eve).get(reverse("home")).content.decode()
    assert "Welcome, Eve." in page
    assert page.index("Hire in three steps") < page.index("Work in three steps")
    assert "0 things" not in page
    assert "0.00" not in page
    for step in ("award", "letterhead"):
        assert f'href="{reverse(step)}"' in page
    assert f'href="{reverse("wallet")}?currency=USD"' in page


def test_home_counts_what_needs_a_person(ada: Person, ben: Person) -> None:
    factories.delivered(ada, ben, 100)
    page = signed_in(ada).get(reverse("home")).content.decode()
    assert "Ada, one thing needs you." in page
    assert "Review delivery" in page


def test_what_needs_a_person_is_told_of_jobs_that_home_has_no_room_for(ada: Person, ben: Person) -> None:
    milestone = factories.delivered(ada, ben, 100, title="The oldest job")
    for place in range(SHOWN_AT_HOME):
        factories.awarded(ada, ben, 100, title=f"Job {place}")
    page = signed_in(ada).get(reverse("home")).content.decode()
    assert "The oldest job" in page
    assert f"/billing/#delivery-{milestone.pk}" in page
    assert f"The first {SHOWN_AT_HOME} of {SHOWN_AT_HOME + 1} open jobs" in page


def test_home_says_when_the_first_clock_ends_and_what_is_before_the_fee(ada: Person, ben: Person) -> None:
    factories.delivered(ada, ben, 100)
    assert "Your next deadline:" in signed_in(ada).get(reverse("home")).content.decode()
    page = signed_in(ben).get(reverse("home")).content.decode()
    assert "Escrow amounts are before the fee" in page
    assert "Held amounts" not in signed_in(ada).get(reverse("home")).content.decode()


def test_home_names_the_soonest_deadline_behind_what_is_overdue(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    factories.funded(ada, ben, milestones=[factories.a_part("Late", 100, days=1)])
    frozen_clock.passes(days=8)
    home = signed_in(ben).get(reverse("home"))
    assert home.context["action_items"][0].days_late == 7
    assert "Your next deadline: <time" in home.content.decode()
    calendar = house_calendar()
    assert home.context["next_deadline"].until == calendar.week_ends(calendar.week_of(clock.now()))
    factories.funded(ada, ben, milestones=[factories.a_part("Due", 100, days=2)])
    home = signed_in(ben).get(reverse("home"))
    assert home.context["next_deadline"].until == calendar.end_of(date(2026, 3, 12))


def test_home_names_no_deadline_of_the_other_sides(ada: Person, ben: Person) -> None:
    factories.funded(ada, ben, 100)
    assert "Your next deadline" not in signed_in(ada).get(reverse("home")).content.decode()


def test_the_list_shows_open_or_closed_jobs(ada: Person, ben: Person) -> None:
    milestone = factories.delivered(ada, ben, 100, title="Closed one")
    factories.released(ada, milestone)
    factories.awarded(ada, ben, 100, title="Open one")
    client = signed_in(ada)
    opened = client.get(reverse("jobs"), {"show": "open"}).content.decode()
    closed = client.get(reverse("jobs"), {"show": "closed"}).content.decode()
    assert ("Open one" in opened, "Closed one" in opened) == (True, False)
    assert ("Open one" in closed, "Closed one" in closed) == (False, True)


def test_a_balance_says_where_each_part_of_the_money_is(ada: Person, ben: Person) -> None:
    milestone = factories.delivered(ada, ben, 100, 200)
    release(Actor(ada.pk), milestone, amount=usd(30))
    client, freelancer = balances(ada)[0], balances(ben)[0]
    assert (client.side, client.free, client.in_review, client.in_escrow) == (
        Side.CLIENT,
        usd(100_000 - 300),
        usd(70),
        usd(200),
    )
    assert (freelancer.side, freelancer.free, freelancer.in_review) == (Side.FREELANCER, usd(30), usd(70))
    assert client.next_amount == usd(70)
    assert client.next_at == factories.first(milestone.job).release_at


def test_a_payout_on_its_way_is_counted_where_it_came_from(ada: Person) -> None:
    Person.objects.filter(pk=ada.pk).update(works=True)
    both = Person.objects.get(pk=ada.pk)
    factories.rich(both, 500)
    for amount in (100, 50):
        request_payout(Actor(both.pk), both, usd(amount), source=AccountKind.WALLET)
    (balance,) = balances(both)
    assert (balance.side, balance.on_its_way) == (Side.CLIENT, usd(150))


def test_a_timesheet_in_review_is_named_with_when_it_is_paid(
    ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    job = factories.hourly_bound(ada, ben)
    factories.rich(ada, 800)
    factories.week_funded(ada, factories.week_of(job))
    factories.worked(job)
    assert "Nothing is waiting for an answer." in signed_in(ada).get(reverse("home")).content.decode()
    let_pass(frozen_clock, days=7)
    for person, when in ((ada, "Sat 14 Mar, 00:00"), (ben, "Sat 14 Mar, 05:00")):
        (balance,) = balances(person)
        assert (balance.in_review, balance.in_escrow, balance.next_amount) == (usd(10), usd(0), None)
        assert (balance.objected, balance.coming_back) == (usd(0), usd(790))
        page = signed_in(person).get(reverse("home")).content.decode()
        assert f"Next: a timesheet is paid {when}." in re.sub("<[^>]*>", "", page)


def test_opening_a_notice_marks_it_read_and_goes_there(ada: Person, ben: Person) -> None:
    world = world_of(ada, ben)
    client = signed_in(ada)
    answer: Any = client.post(reverse("notice", args=[world.notice.pk]))
    assert answer.url == world.notice.href
    assert Notice.objects.get(pk=world.notice.pk).read_at is not None


def test_all_notices_can_be_marked_read(ada: Person, ben: Person) -> None:
    factories.delivered(ada, ben, 100)
    work_all()
    client = signed_in(ada)
    assert "Mark all as read" in client.get(reverse("inbox")).content.decode()
    client.post(reverse("inbox-read"))
    assert not Notice.objects.of(ada).unread().exists()
    assert "Mark all as read" not in client.get(reverse("inbox")).content.decode()


def test_a_notice_whose_matter_is_settled_is_done(ada: Person, ben: Person) -> None:
    milestone = factories.delivered(ada, ben, 100)
    work_all()
    rows = inbox_rows(Notice.objects.of(ada).exclude(title__contains="The agreement is in force"))
    assert not any(row.is_done for row in rows)
    factories.released(ada, milestone)
    title = "Ben Okafor delivered milestone 1"
    assert [row.is_done for row in inbox_rows(Notice.objects.of(ada)) if row.notice.title == title] == [True]
    page = signed_in(ada).get(reverse("inbox")).content.decode()
    assert "unless you ask for changes" not in page
    # The delivery, and the agreement, after which the milestone was funded.
    assert page.count(">Done</span>") == page.count('<li class="done">') == 2


def test_a_message_that_mentions_its_reader_says_so(ada: Person, ben: Person) -> None:
    job = factories.funded(ada, ben, 100)
    post(Actor(ben.pk), job, words="@Ada, have a look.", files=[])
    post(Actor(ben.pk), job, words="And so on.", files=[])
    work_all()
    rows = inbox_rows(Notice.objects.of(ada))
    assert [(row.notice.title, row.label) for row in rows[:2]] == [
        ("Ben Okafor wrote in the Workroom", "Message"),
        ("Ben Okafor mentioned you in the Workroom", "Mention"),
    ]


def test_a_notice_is_opened_by_its_title(ada: Person, ben: Person) -> None:
    factories.delivered(ada, ben, 100)
    work_all()
    notice = Notice.objects.of(ada).first()
    page = signed_in(ada).get(reverse("inbox")).content.decode()
    assert notice
    assert f'<button form="notice-{notice.pk}">{notice.title}</button>' in page
    assert f'action="{reverse("notice", args=[notice.pk])}" id="notice-{notice.pk}"' in page


def test_the_inbox_is_grouped_by_day_with_who_did_it_and_its_kind(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    job = factories.funded(ada, ben, 100)
    work_all()
    frozen_clock.passes(days=1)
    factories.deliver(ben, factories.first(job))
    give_notice(ada, "a reminder", Wording("Soon"), job, clock.now())
    work_all()
    rows = inbox_rows(Notice.objects.of(ada))
    assert [(row.notice.title, row.person, row.label) for row in rows[:2]] == [
        ("Ben Okafor delivered milestone 1", ben, "Delivery"),
        ("Soon", None, "Reminder"),
    ]
    page = signed_in(ada).get(reverse("inbox")).content.decode()
    assert page.count('<h2 id="day-') == len({row.day for row in rows}) == 2
    assert page.index("Tuesday 3 March") < page.index("Monday 2 March")


def test_home_of_an_operator_without_jobs_leads_with_what_waits_in_the_console(
    ada: Person, ben: Person, olga: Person
) -> None:
    page = signed_in(olga).get(reverse("home")).content.decode()
    assert page.index(reverse("console-waiting")) < page.index("Hire in three steps")
    reported(ada, factories.funded(ada, ben, 1000))
    waiting = signed_in(olga).get(reverse("console-waiting")).content.decode()
    assert "Conduct: 1" in waiting
    assert reverse("console-conduct") in waiting
    assert reverse("console-waiting") not in signed_in(ada).get(reverse("home")).content.decode()


def test_what_was_settled_of_hours_in_review_stands_where_it_goes(
    ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    sheet = submitted(ada, ben, frozen_clock)
    opened_hours(ada, sheet, 45, 46, 47, 48)
    (client,) = balances(ada)
    assert (client.in_review, client.objected, client.coming_back) == (usd(44), usd(16), usd(740))
    offered(ben, latest(), 10)
    accept_dispute_offer(Actor(ada.pk), latest(), expected=usd(10))
    (client,), (freelancer,) = balances(ada), balances(ben)
    assert (freelancer.free, freelancer.in_review, freelancer.coming_back) == (usd(10), usd(44), usd(746))
    assert (client.in_review, client.objected, client.coming_back) == (usd(44), usd(0), usd(746))
    assert client.in_review + client.coming_back + client.in_escrow == escrow()
    for page in ("home", "wallet"):
        assert "$746.00" in signed_in(ada).get(reverse(page)).content.decode()


def test_after_the_review_what_is_disputed_alone_stays_in_escrow(
    ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    opened_hours(ada, submitted(ada, ben, frozen_clock), 45, 46, 47, 48)
    let_pass(frozen_clock, days=5)
    for person in (ada, ben):
        (balance,) = balances(person)
        assert (balance.in_review, balance.objected, balance.coming_back) == (usd(0), usd(16), usd(0))
    assert escrow() == usd(16)


def test_the_bar_of_a_balance_shows_what_is_disputed_and_what_comes_back(
    ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    opened_hours(ada, submitted(ada, ben, frozen_clock), 45, 46, 47, 48)
    for person in (ada, ben):
        page = signed_in(person).get(reverse("home")).content.decode()
        bar = page.partition('<div class="share"')[2].partition("</div>")[0]
        assert '<span class="warn" style="--w: 1600">' in bar
        assert '<span class="mute" style="--w: 74000">' in bar


def test_a_debt_is_counted_on_the_side_that_owes_it_alone(ada: Person, frozen_clock: FrozenClock) -> None:
    fails_later = SandboxScenario(SettlementSpeed.MINUTE, Outcome.RETURNS).options
    request_deposit(Actor(ada.pk), ada, usd(100), options=fails_later)
    let_pass(frozen_clock, minutes=1)
    request_payout(Actor(ada.pk), ada, usd(40), source=AccountKind.WALLET)
    let_pass(frozen_clock, minutes=1)
    Person.objects.filter(pk=ada.pk).update(hires=False, works=True)
    worker = Person.objects.get(pk=ada.pk)
    assert [(row.side, row.owed) for row in balances(worker)] == [(Side.CLIENT, usd(40))]
    assert signed_in(worker).get(reverse("home")).content.decode().count("Repay this") == 1
