"""The record rebuilds what the database says: of a job, a person, their money's ways, and the policies."""

from datetime import time, timedelta

import pytest

from handsel.money.invoices.letterheads import InvoiceHeader, change_letterhead
from handsel.money.invoices.models import Letterhead
from handsel.money.ledger.models import AccountKind
from handsel.money.rails.deposits import request_deposit
from handsel.money.rails.models import Payout
from handsel.money.rails.payouts import request_payout
from handsel.money.rails.sandbox.scenarios import Outcome, SandboxScenario, SettlementSpeed
from handsel.notices.mail_preferences import choose_mail
from handsel.notices.mail_schedule import Frequency, MailSchedule, QuietHours
from handsel.people.models import Person
from handsel.people.profile import Profile, change_profile
from handsel.policy.publishing import ensure_presets, publish
from handsel.policy.rules import Rules
from handsel.record.actions import Actor
from handsel.record.models import Chain
from handsel.record.replay import ChainState, ReplayedEntry, changes_nothing, replay
from handsel.work.jobs.models import Job
from handsel.work.milestones.models import Milestone, SplitProposal
from handsel.work.milestones.refunds import ask_refund
from handsel.work.milestones.release import release
from handsel.work.milestones.splits import propose_split, refuse_split
from handsel.work.terms.award import decline_job
from handsel.work.terms.ending import end_job
from tests import factories
from tests.conftest import FrozenClock
from tests.made_once import made_once
from tests.recorded_people import record
from tests.replaying import differences, replayed
from tests.web.scenario import work_all

COVERS = ("handsel.record.folding", "handsel.record.rebuild", "handsel.record.rebuilt_tables")


def entry(number: int, **facts: object) -> ReplayedEntry:
    return ReplayedEntry("test", number, "ada", "2026-03-02T17:00:00+00:00", facts)


def test_entries_are_applied_in_their_order() -> None:
    def put(state: ChainState, entry: ReplayedEntry) -> None:
        state.row("job").update(entry.facts)

    state = replay([(put, entry(1, title="A")), (changes_nothing, entry(2)), (put, entry(3, title="B"))])
    assert state.row("job") == {"title": "B"}


def test_rows_are_found_by_their_columns() -> None:
    state = ChainState()
    state.row("request", 1).update(state="open")
    state.row("request", 2).update(state="granted")
    assert list(state.rows("request", state="open")) == [{"state": "open"}]
    assert list(state.rows("version")) == []


@pytest.fixture
@made_once
def milestone(frozen_clock: FrozenClock, ada: Person, ben: Person) -> Milestone:
    return factories.delivered(ada, ben, 100)


def test_a_job_that_pays_by_itself_is_rebuilt(frozen_clock: FrozenClock, milestone: Milestone) -> None:
    job = Job.objects.get(pk=milestone.job_id)
    assert differences() == []
    frozen_clock.passes(days=15)
    work_all()
    assert replayed(job).row("job")["stage"] == "complete"
    assert differences() == []


def test_requests_and_their_answers_are_rebuilt(ada: Person, ben: Person, milestone: Milestone) -> None:
    job = Job.objects.get(pk=milestone.job_id)
    ask_refund(Actor(ada.pk), milestone, amount=factories.usd(30), reason="Less was needed.")
    propose_split(Actor(ben.pk), milestone, to_freelancer=factories.usd(80), reason="Most is done.")
    refuse_split(Actor(ada.pk), SplitProposal.objects.get(), reason="No.")
    assert differences() == []
    release(Actor(ada.pk), milestone, amount=factories.usd(40))
    assert [row["state"] for row in replayed(job).rows("request")] == ["superseded", "refused"]
    assert differences() == []


def test_an_ended_job_is_rebuilt(frozen_clock: FrozenClock, ada: Person, ben: Person) -> None:
    job = factories.bound(ada, ben, 100, 200)
    factories.rich(ada, 300)
    factories.fund_all(ada, job)
    end_job(Actor(ada.pk), job, reason="No budget left.")
    assert differences() == []
    frozen_clock.passes(days=8)
    work_all()
    assert replayed(job).row("job")["stage"] == "cancelled"
    assert differences() == []


def test_a_declined_award_is_rebuilt(frozen_clock: FrozenClock, ada: Person, ben: Person) -> None:
    job = factories.awarded(ada, ben, 100)
    frozen_clock(frozen_clock.passes(days=1) + timedelta(hours=1))
    decline_job(Actor(ben.pk), job, reason="Too little time.")
    assert differences() == []


def test_a_row_that_was_changed_by_hand_is_named(ada: Person, milestone: Milestone) -> None:
    Milestone.objects.filter(pk=milestone.pk).update(percent=40)
    job = f"job {milestone.job_id}"
    assert differences() == [f"milestone {milestone.ref} of {job}: percent is 40, the record says 100"]


def test_a_person_is_rebuilt(frozen_clock: FrozenClock, ada: Person) -> None:
    record(ada)
    change_profile(Actor(ada.pk), Profile("Ada V.", "Europe/Oslo", "en", hires=True, works=True))
    change_letterhead(Actor(ada.pk), ada, InvoiceHeader("Main Street 1", "NO 1", "VAT", 25_000))
    choose_mail(Actor(ada.pk), MailSchedule(Frequency.DAILY, QuietHours(time(22), time(7))))
    assert differences(Chain.Kind.PERSON) == []
    Person.objects.filter(pk=ada.pk).update(time_zone="America/New_York")
    Letterhead.objects.update(tax_millipercent=0)
    assert differences(Chain.Kind.PERSON) == [
        f"person {ada.pk}: time_zone is 'America/New_York', the record says 'Europe/Oslo'",
        f"letterhead of person {ada.pk}: tax_millipercent is 0, the record says 25000",
    ]


@pytest.mark.parametrize("outcome", Outcome)
def test_deposits_and_payouts_are_rebuilt(frozen_clock: FrozenClock, ada: Person, outcome: Outcome) -> None:
    record(ada)
    options = SandboxScenario(SettlementSpeed.MINUTE, outcome).options
    factories.rich(ada, 100)
    request_deposit(Actor(ada.pk), ada, factories.usd(60), options=options)
    request_payout(Actor(ada.pk), ada, factories.usd(40), source=AccountKind.WALLET, options=options)
    for _ in range(3):
        assert differences(Chain.Kind.PERSON) == []
        frozen_clock.passes(minutes=1)
        work_all()
    Payout.objects.update(amount=1)
    assert [fault.partition(": ")[2] for fault in differences(Chain.Kind.PERSON)] == [
        "amount is 1, the record says 4000"
    ]


def test_policies_are_rebuilt(olga: Person) -> None:
    ensure_presets()
    publish(Actor(olga.pk), "classic", Rules(fee_basis_points=500))
    assert differences(Chain.Kind.HOUSE) == []
