"""Any sequence of acts on a job, allowed or not, keeps every promise about its money and its record."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from handsel.config.audit import checks
from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel import clock
from handsel.kernel.money import Money
from handsel.kernel.refusals import Refusal
from handsel.money.invoices.models import Invoice
from handsel.money.ledger.models import Account, AccountKind
from handsel.money.rails import deposits
from handsel.money.rails.debts import repay
from handsel.money.rails.sandbox.scenarios import Outcome, SandboxScenario, SettlementSpeed
from handsel.people.models import Person
from handsel.policy.publishing import publish
from handsel.policy.rules import FeePayer, Rules
from handsel.record.actions import Actor
from handsel.tasks.models import Task
from handsel.tasks.worker import work
from handsel.trust.disputes.claiming import open_claim
from handsel.trust.disputes.deciding import appeal_decision, decide_dispute, read_dispute
from handsel.trust.disputes.models import Dispute
from handsel.trust.disputes.opening import answer_dispute, open_dispute
from handsel.trust.disputes.sealed_offers import seal_offer
from handsel.trust.disputes.settling import accept_dispute_offer, make_offer, withdraw_dispute
from handsel.work.jobs.models import Job
from handsel.work.milestones import funding, refunds, release, splits
from handsel.work.milestones.models import Milestone, MoneyRequest, RefundRequest, SplitProposal
from handsel.work.milestones.reports import ReportLineInput, ReportText, send_report
from handsel.work.refunds.refunding import refund_payment
from handsel.work.terms.agreement import agree, decline, propose, withdraw
from handsel.work.terms.ending import end_job, object_to_ending
from handsel.work.terms.versions import bound_version, open_version
from tests import factories
from tests.balances import earnings
from tests.conftest import MONDAY_NOON, costly
from tests.factories import usd
from tests.recorded_people import record

pytestmark = pytest.mark.django_db

WHO = st.sampled_from(["ada", "ben"])
WHICH = st.integers(0, 2)
CENTS = st.integers(0, 40_000)
STEPS = st.one_of(
    st.tuples(st.just("deposit"), CENTS, st.sampled_from(list(Outcome))),
    st.tuples(st.just("fund"), st.sets(WHICH, min_size=1)),
    st.tuples(st.just("report"), WHICH, st.sampled_from([0, 40, 100])),
    st.tuples(st.just("release"), WHICH, CENTS),
    st.tuples(st.just("changes"), WHICH),
    st.tuples(st.just("refund"), WHICH, CENTS),
    st.tuples(st.just("give_back"), WHICH, CENTS),
    st.tuples(st.just("claim"), WHICH, CENTS, CENTS),
    st.tuples(st.just("repay")),
    st.tuples(st.just("ask"), WHICH, CENTS),
    st.tuples(st.just("grant")),
    st.tuples(st.just("split"), WHO, WHICH, CENTS),
    st.tuples(st.just("accept"), WHO),
    st.tuples(st.just("dispute"), WHO, WHICH, CENTS, CENTS),
    st.tuples(st.just("in_dispute"), WHO, st.sampled_from(["answer", "withdraw", "accept"])),
    st.tuples(st.just("offer"), WHO, CENTS),
    st.tuples(st.just("seal"), WHO, CENTS),
    st.tuples(st.just("decide"), CENTS),
    st.tuples(st.just("appeal"), WHO),
    st.tuples(st.just("propose"), WHO, st.lists(st.integers(1, 40_000), max_size=3)),
    st.tuples(st.just("answer"), WHO, st.sampled_from(["agree", "decline", "withdraw"])),
    st.tuples(st.just("end"), WHO),
    st.tuples(st.just("object")),
    st.tuples(st.just("wait"), st.integers(1, 12)),
)
POLICIES = st.builds(
    Rules,
    fee_basis_points=st.sampled_from([0, 333, 1000]),
    fee_payer=st.sampled_from(FeePayer),
    holiday_calendar=st.sampled_from(["", "TARGET"]),
)


class Bench:
    """Ada and Ben at work, and what they may try."""

    def __init__(self, ada: Person, ben: Person, olga: Person, rules: Rules) -> None:
        self.people = {"ada": ada, "ben": ben, "olga": olga}
        publish(Actor(ada.pk), "tried", rules)
        record(ada, ben, olga)
        factories.rich(ada, 300)
        self.job = factories.bound(ada, ben, 100, 200, 55, policy="tried")

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

    def row(self, which: int) -> Milestone:
        rows = list(Job.objects.get(pk=self.job.pk).milestones.select_related("job", "holding"))
        return rows[which % len(rows)]

    def by(self, who: str) -> Actor:
        return Actor(self.people[who].pk)

    def deposit(self, cents: int, ending: Outcome) -> None:
        options = SandboxScenario(SettlementSpeed.MINUTE, ending).options
        deposits.request_deposit(self.by("ada"), self.people["ada"], Money(cents, "USD"), options=options)

    def fund(self, which: set[int]) -> None:
        job = Job.objects.with_people().get(pk=self.job.pk)
        rows = list({row.pk: row for row in map(self.row, which)}.values())
        expected = funding.charge_of(job, rows).whole
        funding.fund(self.by("ada"), job, milestones=[row.pk for row in rows], expected=expected)

    def report(self, which: int, percent: int) -> None:
        line = ReportLineInput(self.row(which).pk, percent, "All of it.")
        send_report(
            self.by("ben"), self.job, week=factories.this_week(), lines=[line], words=ReportText("Some.")
        )

    def release(self, which: int, cents: int) -> None:
        release.release(self.by("ada"), self.row(which), amount=Money(cents, "USD"))

    def changes(self, which: int) -> None:
        release.ask_for_changes(self.by("ada"), self.row(which), reason="Not yet.")

    def refund(self, which: int, cents: int) -> None:
        refunds.refund(self.by("ben"), self.row(which), amount=Money(cents, "USD"))

    def give_back(self, which: int, cents: int) -> None:
        paid = list(Invoice.objects.filter(kind=Invoice.Kind.WORK, corrects=None).order_by("number"))
        if paid:
            entry, amount = paid[which % len(paid)].entry, Money(cents, "USD")
            refund_payment(self.by("ben"), self.job, payment=entry, amount=amount, reason="Too much.")

    def claim(self, which: int, cents: int, part: int) -> None:
        paid = list(Invoice.objects.filter(kind=Invoice.Kind.WORK, corrects=None).order_by("number"))
        if paid:
            shares = {"amount": Money(cents, "USD"), "to_freelancer": Money(part, "USD")}
            entry = paid[which % len(paid)].entry
            open_claim(self.by("ada"), self.job, payment=entry, reason="It fails.", **shares)

    def repay(self) -> None:
        repay(self.by("ben"), self.people["ben"], "USD", source=AccountKind.EARNINGS)

    def ask(self, which: int, cents: int) -> None:
        refunds.ask_refund(self.by("ada"), self.row(which), amount=Money(cents, "USD"), reason="Less.")

    def grant(self) -> None:
        request = RefundRequest.objects.filter(state=MoneyRequest.State.OPEN).first()
        if request:
            refunds.grant_refund(self.by("ben"), request)

    def split(self, who: str, which: int, cents: int) -> None:
        splits.propose_split(self.by(who), self.row(which), to_freelancer=Money(cents, "USD"), reason="Fair.")

    def accept(self, who: str) -> None:
        split = SplitProposal.objects.filter(state=MoneyRequest.State.OPEN).first()
        if split:
            splits.accept_split(self.by(who), split)

    def dispute(self, who: str, which: int, cents: int, part: int) -> None:
        amounts = {"amount": Money(cents, "USD"), "to_freelancer": Money(part, "USD")}
        open_dispute(self.by(who), self.row(which), **amounts, reason="Not so.", evidence=[1])

    def in_dispute(self, who: str, how: str) -> None:
        dispute = Dispute.objects.open().select_related("job").prefetch_related("offers").last()
        if dispute is None:
            return
        if how == "answer":
            answer_dispute(self.by(who), dispute, answer="It is.")
        elif how == "withdraw":
            withdraw_dispute(self.by(who), dispute)
        else:
            part = dispute.acceptable("client" if who == "ada" else "freelancer") or 0
            accept_dispute_offer(self.by(who), dispute, expected=Money(part, "USD"))

    def offer(self, who: str, cents: int) -> None:
        dispute = Dispute.objects.open().select_related("job").last()
        if dispute:
            make_offer(self.by(who), dispute, to_freelancer=Money(cents, "USD"))

    def seal(self, who: str, cents: int) -> None:
        dispute = Dispute.objects.open().select_related("job__client", "job__freelancer").last()
        if dispute:
            number = dispute.open_round
            seal_offer(self.by(who), dispute, expected_round=number, to_freelancer=Money(cents, "USD"))

    def decide(self, cents: int) -> None:
        dispute = Dispute.objects.open().select_related("job").first()
        if dispute:
            read_dispute(self.by("olga"), dispute)
            decide_dispute(self.by("olga"), dispute, to_freelancer=Money(cents, "USD"), reason="So.")

    def appeal(self, who: str) -> None:
        dispute = Dispute.objects.open().select_related("job").first()
        if dispute:
            appeal_decision(self.by(who), dispute, reason="Not so.")

    def propose(self, who: str, amounts: list[int]) -> None:
        """New amounts for the first milestones; those without one are dropped."""
        current = bound_version(self.job)
        assert current is not None
        known = list(current.terms.milestones)
        parts = [replace(part, amount=cents) for part, cents in zip(known, amounts, strict=False)]
        last = self.job.versions.order_by("-number")[0].number
        propose(self.by(who), self.job, terms=replace(current.terms, milestones=parts), base=last)

    def answer(self, who: str, how: str) -> None:
        version = open_version(self.job)
        if version is None:
            return
        if how == "agree":
            agree(self.by(who), self.job, version=version.number, hash=version.hash)
        else:
            act = {"decline": decline, "withdraw": withdraw}[how]
            act(self.by(who), self.job, version=version.number)

    def end(self, who: str) -> None:
        end_job(self.by(who), self.job, reason="Enough.")

    def object(self) -> None:
        object_to_ending(self.by("ben"), self.job, reason="No.")

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


class _Undone(Exception):
    """Ends an example without a trace in the database."""


@costly
@given(POLICIES, st.lists(STEPS, max_size=14))
def test_no_sequence_of_acts_breaks_a_promise(
    ada: Person, ben: Person, olga: Person, rules: Rules, steps: list[tuple]
) -> None:
    with suppress(_Undone), transaction.atomic():
        now = MONDAY_NOON
        with clock.frozen_at(now):
            bench = Bench(ada, ben, olga, rules)
        for step in steps:
            with clock.frozen_at(now):
                bench.try_to(step)
            now = getattr(bench, "now", now) if step[0] == "wait" else now + timedelta(minutes=1)
        assert [fault for check in checks() for fault in check.faults] == []
        assert [task.last_error for task in Task.objects.exclude(last_error="")] == []
        job = Job.objects.get(pk=bench.job.pk)
        assert not job.is_closed or not any(
            row.held for row in job.milestones.select_related("holding", "job")
        )
        raise _Undone


def test_the_bench_itself_can_pay(ada: Person, ben: Person, olga: Person) -> None:
    with clock.frozen_at(MONDAY_NOON):
        bench = Bench(ada, ben, olga, Rules())
        for step in (("fund", {0}), ("report", 0, 100), ("release", 0, 10_000), ("give_back", 0, 4_000)):
            bench.try_to(step)
    assert bench.row(0).released == usd(100)
    assert earnings(ben) == usd(60)


def test_the_bench_itself_can_claim_what_is_owed_then(ada: Person, ben: Person, olga: Person) -> None:
    with clock.frozen_at(MONDAY_NOON):
        bench = Bench(ada, ben, olga, Rules())
        for step in (("fund", {0}), ("report", 0, 100), ("release", 0, 10_000), ("claim", 0, 4_000, 1_000)):
            bench.try_to(step)
        bench.try_to(("in_dispute", "ben", "accept"))
    assert earnings(ben) == usd(70)
