"""Mail about notices: at once if it must be, else in one digest without what was read already."""

from datetime import UTC, datetime, time
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import IntegrityError, transaction

from handsel.kernel import clock
from handsel.notices.mail_preferences import choose_mail
from handsel.notices.mail_schedule import Frequency, MailSchedule, QuietHours
from handsel.notices.mark_read import mark_read
from handsel.notices.models import MailPreference, Notice
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.tasks.models import Task
from handsel.work.jobs.models import Job
from handsel.work.milestones.refunds import ask_refund
from handsel.work.milestones.reports import ReportLineInput, ReportText, send_report
from handsel.work.workroom.posting import post
from handsel.work.workroom.read_state import read_up_to
from tests import factories
from tests.conftest import FrozenClock
from tests.time_travel import let_pass
from tests.web.scenario import work_all

COVERS = ("handsel.notices.mail_preferences",)
JOB = "[Night tours booking]"
NIGHT = QuietHours(time(22), time(7))


@pytest.fixture
def job(frozen_clock: FrozenClock, ada: Person, ben: Person) -> Job:
    """A funded job on Monday at 18:00 for Ben, 12:00 for Ada; its notices are mailed."""
    made = factories.funded(ada, ben, 100, 200)
    work_all()
    mail.outbox.clear()
    return made


def choose(person: Person, how: Frequency, quiet: QuietHours | None = None) -> None:
    choose_mail(Actor(person.pk), MailSchedule(how, quiet))
    work_all()


def say(person: Person, job: Job, words: str = "Hello.") -> None:
    post(Actor(person.pk), job, words=words, files=[])
    work_all()


def letters(person: Person) -> list[Any]:
    return [letter for letter in mail.outbox if letter.to == [person.email]]


def test_who_chose_nothing_is_mailed_at_once(job: Job, ada: Person, ben: Person) -> None:
    say(ada, job)
    assert [letter.subject for letter in letters(ben)] == [f"{JOB} Ada Vance wrote in the Workroom"]


def test_an_hours_news_come_in_one_letter_on_the_hour(
    frozen_clock: FrozenClock, job: Job, ada: Person, ben: Person
) -> None:
    choose(ben, Frequency.HOURLY)
    for place in range(3):
        frozen_clock.passes(minutes=10)
        say(ada, job, f"Word {place}.")
    let_pass(frozen_clock, minutes=29)
    assert letters(ben) == []
    let_pass(frozen_clock, minutes=1)
    (letter,) = letters(ben)
    assert letter.subject == f"{JOB} 3 updates"
    assert [f"Word {place}." in letter.body for place in range(3)] == [True] * 3
    assert f"/jobs/{job.pk}/" in letter.body
    assert f"Answer in the Workroom: {settings.BASE_URL}/jobs/{job.pk}/" in letter.body
    let_pass(frozen_clock, hours=3)
    assert len(letters(ben)) == 1


def test_a_letter_of_two_jobs_names_neither_in_its_subject(
    frozen_clock: FrozenClock, job: Job, ada: Person, ben: Person
) -> None:
    other = factories.funded(ada, ben, 100, title="Logo for Mia")
    work_all()
    choose(ben, Frequency.HOURLY)
    say(ada, job)
    say(ada, other)
    let_pass(frozen_clock, hours=1)
    letter = letters(ben)[-1]
    assert letter.subject == "2 updates in your jobs"
    assert "Logo for Mia" in letter.body
    assert "Answer in the Workroom" not in letter.body


def test_a_days_news_come_at_eight_where_the_person_is_also_when_clocks_change(
    frozen_clock: FrozenClock, job: Job, ada: Person, ben: Person
) -> None:
    choose(ben, Frequency.DAILY)
    frozen_clock(datetime(2026, 3, 28, 20, tzinfo=UTC))
    say(ada, job, "Before the night.")
    let_pass(frozen_clock, hours=9, minutes=59)
    assert not any("Before the night." in letter.body for letter in letters(ben))
    let_pass(frozen_clock, minutes=1)
    assert clock.now() == datetime(2026, 3, 29, 6, tzinfo=UTC)
    assert "Before the night." in letters(ben)[-1].body


def test_who_wants_no_mail_gets_none_of_what_can_wait(
    frozen_clock: FrozenClock, job: Job, ada: Person, ben: Person
) -> None:
    choose(ben, Frequency.NEVER)
    say(ada, job)
    let_pass(frozen_clock, days=2)
    assert letters(ben) == []
    assert Notice.objects.of(ben).filter(title="Ada Vance wrote in the Workroom").exists()


def test_what_comes_in_quiet_hours_waits_for_their_end(
    frozen_clock: FrozenClock, job: Job, ada: Person, ben: Person
) -> None:
    choose(ben, Frequency.AT_ONCE, NIGHT)
    frozen_clock.passes(hours=5)
    say(ada, job, "One.")
    say(ada, job, "Two.")
    let_pass(frozen_clock, hours=7, minutes=59)
    assert letters(ben) == []
    let_pass(frozen_clock, minutes=1)
    assert [letter.subject for letter in letters(ben)] == [f"{JOB} 2 updates"]


@pytest.mark.parametrize("in_the_room", [False, True])
def test_what_was_seen_meanwhile_is_left_out(
    frozen_clock: FrozenClock, job: Job, ada: Person, ben: Person, *, in_the_room: bool
) -> None:
    choose(ben, Frequency.HOURLY)
    say(ada, job, "Seen.")
    if in_the_room:
        before, to = read_up_to(ben, job, 4, clock.now())
        mark_read(ben, job, before, to, clock.now())
    else:
        Notice.objects.of(ben).update(read_at=clock.now())
    say(ada, job, "Unseen.")
    let_pass(frozen_clock, hours=1)
    (letter,) = letters(ben)
    assert letter.subject == f"{JOB} Ada Vance wrote in the Workroom"
    assert "Unseen." in letter.body


def test_nothing_left_is_no_letter(frozen_clock: FrozenClock, job: Job, ada: Person, ben: Person) -> None:
    choose(ben, Frequency.HOURLY)
    say(ada, job)
    Notice.objects.of(ben).update(read_at=clock.now())
    let_pass(frozen_clock, hours=2)
    assert letters(ben) == []
    assert not Task.objects.filter(kind="mail.digest").exists()


def test_what_is_seen_as_it_is_written_is_told_as_read_and_not_mailed(
    job: Job, ada: Person, ben: Person
) -> None:
    post(Actor(ada.pk), job, words="Live.", files=[])
    read_up_to(ben, job, 4, clock.now())
    work_all()
    assert letters(ben) == []
    assert Notice.objects.of(ben)[0].read_at == clock.now()


def test_money_and_clocks_are_mailed_at_once_whatever_was_chosen(
    frozen_clock: FrozenClock, job: Job, ada: Person, ben: Person
) -> None:
    choose(ben, Frequency.NEVER)
    choose(ada, Frequency.DAILY, NIGHT)
    frozen_clock.passes(hours=11)
    ask_refund(Actor(ada.pk), factories.first(job), amount=factories.usd(10), reason="Less was needed.")
    factories.deliver(ben, factories.first(job))
    work_all()
    assert [letter.subject for letter in letters(ben)] == [
        f"{JOB} Ada Vance requests a refund of $10.00 for milestone 1"
    ]
    assert [letter.subject for letter in letters(ada)] == [f"{JOB} Ben Okafor delivered milestone 1"]


def test_a_report_without_a_delivery_can_wait(
    frozen_clock: FrozenClock, job: Job, ada: Person, ben: Person
) -> None:
    choose(ada, Frequency.DAILY)
    line = ReportLineInput(factories.first(job).pk, 40)
    send_report(Actor(ben.pk), job, week=factories.this_week(), lines=[line], words=ReportText("Some."))
    work_all()
    assert letters(ada) == []
    let_pass(frozen_clock, days=1)
    assert [letter.subject for letter in letters(ada)] == [f"{JOB} Ben Okafor sent this week’s status report"]


def test_who_changes_to_never_gets_no_letter_of_what_waited(
    frozen_clock: FrozenClock, job: Job, ada: Person, ben: Person
) -> None:
    choose(ben, Frequency.HOURLY)
    say(ada, job)
    choose(ben, Frequency.NEVER)
    let_pass(frozen_clock, hours=2)
    assert letters(ben) == []
    assert not Notice.objects.filter(waits=True).exists()


def test_a_choice_is_on_the_persons_own_chain_and_the_same_again_is_not(job: Job, ben: Person) -> None:
    choose(ben, Frequency.AT_ONCE)
    assert not Entry.objects.filter(kind="person.mail_changed").exists()
    choose(ben, Frequency.HOURLY, NIGHT)
    choose(ben, Frequency.HOURLY, NIGHT)
    (entry,) = Entry.objects.filter(kind="person.mail_changed")
    assert entry.facts == {"frequency": "hourly", "quiet": ["22:00", "07:00"]}
    assert MailPreference.of(ben) == MailSchedule(Frequency.HOURLY, NIGHT)


@pytest.mark.parametrize(
    "row",
    [
        {"frequency": "often"},
        {"quiet_from": time(22)},
        {"quiet_until": time(22)},
        {"quiet_from": time(22), "quiet_until": time(22)},
    ],
)
def test_the_database_keeps_no_choice_that_is_none(ben: Person, row: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        MailPreference.objects.create(person=ben, **row)
