"""Actions of the sample people, one method each."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.core.files.base import ContentFile

from handsel.kernel import clock, identifiers
from handsel.kernel.money import Money
from handsel.money.invoices.models import Invoice
from handsel.money.ledger.accounts import account_of, balance_of
from handsel.money.ledger.models import AccountKind
from handsel.money.rails import deposits, payouts
from handsel.money.rails.sandbox.scenarios import Outcome, SandboxScenario, SettlementSpeed
from handsel.money.rails.states import Method
from handsel.people.calendars import house_calendar
from handsel.people.models import Person
from handsel.policy.rules import DEFAULT_POLICY
from handsel.record.actions import Actor
from handsel.work.jobs.models import Job
from handsel.work.milestones import funding, release
from handsel.work.milestones.models import Milestone
from handsel.work.milestones.reports import ReportLineInput, ReportText, send_report
from handsel.work.refunds.refunding import refund_payment
from handsel.work.terms.agreement import agree, propose
from handsel.work.terms.award import Awardee, award
from handsel.work.terms.content import MilestoneTerms, Terms
from handsel.work.workroom.files import keep
from handsel.work.workroom.posting import post


@dataclass
class JobScript:
    """A job of the sample, with both of its sides."""

    client: Person
    freelancer: Person
    title: str
    description: str
    parts: list[tuple[str, int]]
    policy: str = DEFAULT_POLICY
    days: int | None = 14
    job: Job = field(init=False)

    @property
    def as_client(self) -> Actor:
        """The client, acting now."""
        return Actor(self.client.pk)

    @property
    def as_freelancer(self) -> Actor:
        """The freelancer, acting now."""
        return Actor(self.freelancer.pk)

    def terms(self, parts: list[tuple[str, int]] | None = None, clauses: str = "") -> Terms:
        """Terms with these milestones, in dollars, two weeks apart."""
        today = house_calendar().day_of(clock.now())
        made = [
            MilestoneTerms(
                identifiers.derived(identifiers.HOUSE, f"{self.title} {name}"),
                name,
                dollars * 100,
                today + timedelta(days=14 * place),
                f"{name} is delivered in the Workroom and works as described",
            )
            for place, (name, dollars) in enumerate(parts or self.parts, start=1)
        ]
        return Terms(self.title, self.description, "USD", made, clauses, self.policy, self.days)

    def awards(self, note: str = "") -> None:
        """The client awards the job."""
        self.job = award(self.as_client, self.client, Awardee(self.freelancer), self.terms(), note=note)

    def agrees(self, person: Person) -> None:
        """Somebody agrees to the open version."""
        version = self.job.versions.order_by("-number")[0]
        agree(Actor(person.pk), self.job, version=version.number, hash=version.hash)

    def proposes(self, person: Person, terms: Terms, note: str) -> None:
        """Somebody proposes another version."""
        last = self.job.versions.order_by("-number")[0].number
        propose(Actor(person.pk), self.job, terms=terms, base=last, note=note)

    def says(self, person: Person, words: str, files: dict[str, bytes] | None = None) -> None:
        """Somebody writes in the Workroom, perhaps with files."""
        kept = keep(ContentFile(content, name) for name, content in (files or {}).items())
        post(Actor(person.pk), self.job, words=words, files=kept)

    def funds(self, *positions: int) -> None:
        """The client funds milestones."""
        job = Job.objects.with_people().get(pk=self.job.pk)
        rows = list(job.milestones.filter(position__in=positions).select_related("holding"))
        whole = funding.charge_of(job, rows).whole
        funding.fund(self.as_client, job, milestones=[row.pk for row in rows], expected=whole)

    def reports(self, done: str, *, percents: dict[int, int], plans: str = "", issues: str = "") -> None:
        """The freelancer reports how far milestones are, by position; 100 delivers one."""
        lines = []
        for position, percent in percents.items():
            row = self.milestone(position)
            proof = ContentFile(f"{self.title}: {row.name}\n".encode(), f"milestone-{row.position}.txt")
            files = keep([proof]) if percent == 100 else []
            lines.append(
                ReportLineInput(
                    row.pk, percent, f"{row.name}, ready to use." if percent == 100 else "", files
                )
            )
        week = house_calendar().week_of(clock.now())
        send_report(
            self.as_freelancer, self.job, week=week, lines=lines, words=ReportText(done, plans, issues)
        )

    def releases(self, position: int, dollars: int | None = None) -> None:
        """The client releases a milestone, whole or in part."""
        row = self.milestone(position)
        amount = Money(dollars * 100, "USD") if dollars else row.held
        release.release(self.as_client, row, amount=amount)

    def refunds(self, dollars: int, reason: str) -> None:
        """The freelancer gives back a part of the newest payment."""
        paid = Invoice.objects.filter(job_number=self.job.pk, kind=Invoice.Kind.WORK).latest("number")
        amount = Money(dollars * 100, "USD")
        refund_payment(self.as_freelancer, self.job, payment=paid.entry, amount=amount, reason=reason)

    def milestone(self, position: int) -> Milestone:
        """One of its milestones, as it is now."""
        milestone: Milestone = self.job.milestones.select_related("job", "holding").get(position=position)
        return milestone


def deposits_money(
    person: Person,
    dollars: int,
    *,
    speed: SettlementSpeed = SettlementSpeed.AT_ONCE,
    outcome: Outcome = Outcome.SETTLES,
) -> None:
    """Somebody adds test money to their wallet."""
    method = Method.CARD if speed is SettlementSpeed.AT_ONCE else Method.BANK
    deposits.request_deposit(
        Actor(person.pk),
        person,
        Money(dollars * 100, "USD"),
        method=method,
        options=SandboxScenario(speed, outcome).options,
    )


def withdraws_some(person: Person, *, outcome: Outcome = Outcome.SETTLES) -> None:
    """Somebody withdraws a third of their earnings, if there are any."""
    earned = balance_of(account_of(person.party, AccountKind.EARNINGS, "USD"))
    if earned.minor >= 3:
        amount = Money(earned.minor // 3, "USD")
        payouts.request_payout(
            Actor(person.pk),
            person,
            amount,
            source=AccountKind.EARNINGS,
            options=SandboxScenario(SettlementSpeed.BANK_DAYS, outcome).options,
        )


def withdraws_all_but(person: Person, kept: Money) -> None:
    """Somebody takes what is in their wallet home, but for a rest."""
    wallet = balance_of(account_of(person.party, AccountKind.WALLET, kept.currency))
    if wallet > kept:
        payouts.request_payout(
            Actor(person.pk),
            person,
            wallet - kept,
            source=AccountKind.WALLET,
            options=SandboxScenario(SettlementSpeed.BANK_DAYS, Outcome.SETTLES).options,
        )
