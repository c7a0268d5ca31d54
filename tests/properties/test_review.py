"""Any sequence of acts on a timesheet in review keeps every promise about its money and its record."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from handsel.config.audit import checks
from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel import clock
from handsel.kernel.money import Money
from handsel.kernel.refusals import NotFound, Refusal
from handsel.money.ledger.models import Account
from handsel.people.models import Person
from handsel.policy.publishing import publish
from handsel.policy.rules import FeePayer, Rules
from handsel.record.actions import Actor
from handsel.tasks.models import Task
from handsel.tasks.worker import work
from handsel.trust.disputes import opening_hours
from handsel.trust.disputes.deciding import appeal_decision, decide_dispute, read_dispute
from handsel.trust.disputes.models import Dispute
from handsel.trust.disputes.opening import answer_dispute
from handsel.trust.disputes.sealed_offers import seal_offer
from handsel.trust.disputes.settling import accept_dispute_offer, concede_dispute, make_offer
from handsel.work.hours import deciding, pausing, paying, rejecting, reopening, submitting
from handsel.work.hours.models import JobWeek, ReviewedBlock, Timesheet
from handsel.work.hours.recording import record_time
from tests import factories
from tests.conftest import MONDAY_NOON, costly
from tests.record.evidence import time_faults
from tests.recorded_people import record
from tests.work.hours import as_shown

pytestmark = pytest.mark.django_db

BLOCKS = st.lists(st.integers(45, 49), min_size=1, max_size=4)
WHO = st.sampled_from(["ada", "ben"])
CENTS = st.integers(0, 1_700)
ANSWERS = st.sampled_from(["agree_to_reopen", "decline_reopening", "withdraw_reopening"])
STEPS = st.one_of(
    st.tuples(st.just("reject"), BLOCKS),
    st.tuples(st.just("dispute"), BLOCKS),
    st.tuples(st.just("contest"), BLOCKS),
    st.tuples(st.just("give_in"), BLOCKS),
    st.tuples(st.just("insist"), BLOCKS),
    st.tuples(st.just("offer"), WHO, CENTS),
    st.tuples(st.just("accept"), WHO),
    st.tuples(st.just("in_dispute"), WHO, st.sampled_from(["answer", "appeal", "concede"])),
    st.tuples(st.just("seal"), WHO, CENTS),
    st.tuples(st.just("decide"), CENTS),
    st.tuples(st.just("approve")),
    st.tuples(st.just("pay_rest")),
    st.tuples(st.just("pause"), WHO),
    st.tuples(st.just("resume"), WHO),
    st.tuples(st.just("ask_to_reopen"), WHO),
    st.tuples(st.just("answer_reopening"), WHO, ANSWERS),
    st.tuples(st.just("add_time"), st.integers(0, 30)),
    st.tuples(st.just("submit")),
    st.tuples(st.just("hold")),
    st.tuples(st.just("state_nothing")),
    st.tuples(st.just("wait"), st.integers(1, 6)),
)
POLICIES = st.builds(
    Rules,
    fee_basis_points=st.sampled_from([0, 333]),
    fee_payer=st.sampled_from(FeePayer),
    review_days=st.sampled_from([2, 5, 9]),
)


class ReviewBench:
    """Fifty minutes at $20.00 an hour in review, whether funded or not, and what both sides may try."""

    def __init__(self, ada: Person, ben: Person, olga: Person, rules: Rules, *, funded: bool) -> None:
        self.people = {"ada": ada, "ben": ben, "olga": olga}
        publish(Actor(ada.pk), "reviewed", rules)
        record(ada, ben, olga)
        factories.rich(ada, 1_000)
        terms = factories.hourly_terms(auto_fund=False, policy="reviewed")
        self.job = factories.hourly_bound(ada, ben, terms)
        if funded:
            factories.week_funded(ada, factories.week_of(self.job))
        start = datetime(2026, 3, 2, 14, tzinfo=UTC)
        record_time(Actor(ben.pk), self.job, start=start, end=start + timedelta(minutes=50), memo="Sketches.")
        self.wait(7)

    @property
    def sheet(self) -> Timesheet:
        rows = Timesheet.objects.select_related("job__policy", "week__holding")
        return rows.get(job=self.job, week__monday="2026-03-02")

    @property
    def newest(self) -> JobWeek:
        week = JobWeek.objects.filter(job=self.job).select_related("job").order_by("-monday").first()
        assert week is not None
        return week

    def try_to(self, step: tuple) -> None:
        """Take a step; whatever is refused must have changed nothing."""
        name, *rest = step
        do: Callable[..., None] = getattr(self, name)
        before = self.figures()
        try:
            do(*rest)
        except Refusal:
            assert self.figures() == before

    def figures(self) -> list[tuple[str, int]]:
        return list(Account.objects.order_by("code").values_list("code", "balance"))

    def by(self, who: str) -> Actor:
        return Actor(self.people[who].pk)

    def reject(self, numbers: list[int]) -> None:
        as_shown.reject(self.by("ada"), self.sheet, numbers=numbers, reason="No.")

    def dispute(self, numbers: list[int]) -> None:
        as_shown.dispute(self.by("ada"), self.sheet, numbers=numbers, reason="No.")

    def contest(self, numbers: list[int]) -> None:
        rejecting.contest(self.by("ben"), self.sheet, numbers=numbers, reason="Yes.")

    def give_in(self, numbers: list[int]) -> None:
        deciding.give_in(self.by("ada"), self.sheet, numbers=numbers)

    def insist(self, numbers: list[int]) -> None:
        opening_hours.insist(self.by("ada"), self.sheet, numbers=numbers)

    def offer(self, who: str, cents: int) -> None:
        make_offer(self.by(who), self.dispute_row, to_freelancer=Money(cents, "USD"), reason="Fair.")

    def accept(self, who: str) -> None:
        row = self.dispute_row
        minor = row.acceptable("client" if who == "ada" else "freelancer")
        accept_dispute_offer(self.by(who), row, expected=Money(minor or 0, "USD"))

    def in_dispute(self, who: str, name: str) -> None:
        row = self.dispute_row
        if name == "answer":
            answer_dispute(self.by(who), row, answer="It was done.")
        elif name == "appeal":
            appeal_decision(self.by(who), row, reason="It was.")
        else:
            concede_dispute(self.by(who), row)

    def seal(self, who: str, cents: int) -> None:
        row = self.dispute_row
        seal_offer(self.by(who), row, expected_round=row.open_round, to_freelancer=Money(cents, "USD"))

    def decide(self, cents: int) -> None:
        row, money = self.dispute_row, Money(cents, "USD")
        read_dispute(self.by("olga"), row)
        decide_dispute(self.by("olga"), row, to_freelancer=money, reason="By the record.")

    @property
    def dispute_row(self) -> Dispute:
        row = Dispute.objects.filter(job=self.job).select_related("job").order_by("-number").first()
        if row is None:
            raise NotFound
        return row

    def approve(self) -> None:
        as_shown.approve(self.by("ada"), self.sheet)

    def pay_rest(self) -> None:
        sheet = self.sheet
        paying.pay_missing(self.by("ada"), sheet, expected=paying.missing_charge(sheet).whole)

    def pause(self, who: str) -> None:
        pausing.pause_job(self.by(who), self.job)

    def resume(self, who: str) -> None:
        pausing.resume_job(self.by(who), self.job)

    def ask_to_reopen(self, who: str) -> None:
        reopening.ask_to_reopen(self.by(who), self.sheet, reason="An hour is missing.")

    def answer_reopening(self, who: str, answer: str) -> None:
        act = as_shown.agree_to_reopen if answer == "agree_to_reopen" else getattr(reopening, answer)
        act(self.by(who), self.sheet)

    def add_time(self, minute: int) -> None:
        start = datetime(2026, 3, 2, 16, minute, tzinfo=UTC)
        end = start + timedelta(minutes=20)
        record_time(self.by("ben"), self.job, start=start, end=end, memo="More sketches.")

    def submit(self) -> None:
        submitting.submit_week(self.by("ben"), self.sheet.week)

    def hold(self) -> None:
        submitting.hold_week(self.by("ben"), self.newest, reason="Not yet.")

    def state_nothing(self) -> None:
        submitting.state_nothing(self.by("ben"), self.newest)

    def wait(self, days: int) -> None:
        """Let days pass, with the clocks of the house running."""
        until = clock.now() + timedelta(days=days)
        while True:
            due = Task.objects.ripe(until).values_list("next_at", flat=True).first()
            if due is None:
                break
            with clock.frozen_at(max(due, clock.now())):
                work(TASK_HANDLERS)
        self.now = until


class _Reverted(Exception):
    """Ends an example without a trace in the database."""


@costly
@given(POLICIES, st.booleans(), st.lists(STEPS, max_size=12))
def test_no_sequence_of_answers_breaks_a_promise(
    ada: Person, ben: Person, olga: Person, rules: Rules, funded: bool, steps: list[tuple]
) -> None:
    with suppress(_Reverted), transaction.atomic():
        with clock.frozen_at(MONDAY_NOON):
            bench = ReviewBench(ada, ben, olga, rules, funded=funded)
        now = bench.now
        for step in steps:
            with clock.frozen_at(now):
                bench.try_to(step)
            now = bench.now if step[0] == "wait" else now + timedelta(minutes=1)
        assert [fault for check in checks() for fault in check.faults] == []
        assert [task.last_error for task in Task.objects.exclude(last_error="")] == []
        assert time_faults(bench.job.uuid) == []
        _check_sheet(bench.sheet)
        raise _Reverted


def _check_sheet(sheet: Timesheet) -> None:
    """What was paid, is missing, and was given up is together what the timesheet costs."""
    rows = list(ReviewedBlock.objects.filter(sheet=sheet))
    settled = sum(row.paid for row in rows)
    given_up = sum(row.amount - row.paid for row in rows if not row.is_frozen)
    released = sheet.week.released.minor
    if sheet.stage in {"submitted", "reopened"}:
        assert released + sheet.missing == settled
    else:
        assert released + sheet.missing + given_up + sheet.frozen == sheet.amounts.whole
    assert (sheet.stage == "paid") == (sheet.closed_at is not None)
    assert sheet.closed_at is None or not sheet.week.held
