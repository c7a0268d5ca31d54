"""Disputes and claims at each step, as both sides, operators and the outside arbiter see them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from django.urls import reverse

from handsel.kernel import clock
from handsel.kernel.identifiers import HOUSE
from handsel.money.invoices.models import Invoice
from handsel.people.models import Person
from handsel.policy.models import Policy
from handsel.policy.publishing import publish
from handsel.record.actions import Actor
from handsel.trust.disputes.arbiters import make_link
from handsel.trust.disputes.claiming import open_claim
from handsel.trust.disputes.deciding import appeal_decision, decide_appeal, decide_dispute, read_dispute
from handsel.trust.disputes.models import Dispute
from handsel.trust.disputes.settling import accept_dispute_offer
from handsel.work.hours.models import Timesheet
from handsel.work.jobs.models import Job, OutsideArbiter
from tests import factories
from tests.factories import usd
from tests.stories.shown import Shown, work_until_now
from tests.trust.disputing import answered, handed, latest, offered, opened, opened_hours

FIRST, SECOND = 45, 46
"""The blocks from 09:00 on a Monday."""


def disputes(ada: Person, ben: Person) -> Iterator[Shown]:
    """A dispute of a milestone from its form to its end, one of hours before it, and a claim."""
    olga = Person.objects.create_user("olga@example.org", name="Olga Lind", is_operator=True)
    yield from _hours(ada, ben)
    name_arbiter()
    milestone = factories.delivered(ada, ben, 1150, 500, title="Dome signage")
    form = reverse("dispute-opening", args=[milestone.pk])
    yield from _sides("opening", form, ada, ben)
    yield Shown("opening-refused", form, ada, is_sent_empty=True)
    dispute = opened(ada, milestone, 1150, 400, evidence=[2])
    yield from _pages("opened", dispute, ada, ben)
    answered(ben, dispute)
    offered(ben, dispute, 900)
    yield from _pages("negotiating", dispute, ada, ben)
    yield from _decided(dispute, olga, ada, ben)
    yield from _ended(ada, ben)
    yield from _claimed(ada, ben)


def name_arbiter() -> None:
    """The policy of the next jobs names Vera."""
    rules = Policy.objects.current().get(name="classic").rules
    publish(
        Actor(HOUSE), "classic", replace(rules, arbiter_name="Vera Lint", arbiter_email="vera@example.org")
    )


def _decided(dispute: Dispute, olga: Person, ada: Person, ben: Person) -> Iterator[Shown]:
    """Unread, read and decided by the operator, and its appeal by the arbiter."""
    handed(dispute)
    yield from _pages("with-operator", dispute, ada, ben)
    page = reverse("dispute-decision", args=[dispute.job_id, dispute.number])
    yield Shown("decision-unread", page, olga)
    read_dispute(Actor(olga.pk), latest())
    yield Shown("decision-read", page, olga)
    yield Shown("decision-refused", page, olga, is_sent_empty=True)
    decide_dispute(Actor(olga.pk), latest(), to_freelancer=usd(700), reason="Five of the seven signs match.")
    yield from _pages("decided", dispute, ada, ben)
    appeal_decision(Actor(ada.pk), latest(), reason="The proof that counts is the second one.")
    yield from _pages("appealed", dispute, ada, ben)
    yield Shown("decision-appealed", page, olga)
    yield from _by_arbiter()
    yield from _pages("final", dispute, ada, ben)


def _by_arbiter() -> Iterator[Shown]:
    """What the link of the arbiter shows before and after."""
    arbiter = OutsideArbiter.objects.get()
    link, vera = reverse("arbiter", args=[make_link(arbiter)]), Actor(arbiter.pk)
    yield Shown("arbiter-unread", link, None)
    read_dispute(vera, latest())
    yield Shown("arbiter-read", link, None)
    yield Shown("arbiter-refused", link, None, is_sent_empty=True)
    decide_appeal(vera, latest(), to_freelancer=usd(600), reason="By the second proof four match.")
    yield Shown("arbiter-decided", link, None)


def _ended(ada: Person, ben: Person) -> Iterator[Shown]:
    """One that was settled by an offer."""
    dispute = opened(ada, factories.delivered(ada, ben, 800), 800)
    answered(ben, dispute)
    offered(ben, dispute, 600)
    accept_dispute_offer(Actor(ada.pk), latest(), expected=usd(600))
    yield from _pages("settled", dispute, ada, ben)


def _claimed(ada: Person, ben: Person) -> Iterator[Shown]:
    """Money that was paid, claimed back."""
    factories.released(ada, factories.delivered(ada, ben, 300))
    payment = Invoice.objects.latest("number")
    form = reverse("claim", args=[payment.pk])
    yield Shown("claim-form", form, ada)
    yield Shown("claim-form-refused", form, ada, is_sent_empty=True)
    job, reason = Job.objects.with_people().get(pk=payment.job_number), "Two plates are missing."
    shares = {"amount": usd(60), "to_freelancer": usd(10)}
    open_claim(Actor(ada.pk), job, payment=payment.entry, reason=reason, **shares)
    yield from _pages("claim", latest(), ada, ben)


def _hours(ada: Person, ben: Person) -> Iterator[Shown]:
    """Two blocks of a timesheet in review, disputed."""
    with clock.frozen_at(clock.now() - timedelta(days=7)):
        job = factories.hourly_bound(ada, ben, factories.hourly_terms(auto_fund=False))
        factories.rich(ada, 1_000)
        factories.week_funded(ada, factories.week_of(job))
        factories.worked(job, ago=180, minutes=120)
    work_until_now()
    sheet = Timesheet.objects.get(job=job)
    yield from _sides("timesheets", reverse("timesheets"), ada, ben)
    week = f"{reverse('timesheet', args=[job.pk])}?week={sheet.week.monday}"
    for answer in ("rejection", "dispute"):
        path = f"{reverse('sheet-blocks', args=[sheet.week_id, answer])}?block={FIRST}&block={SECOND}"
        yield Shown(f"hours-{answer}", path, ada)
        yield Shown(f"hours-{answer}-refused", path, ada, is_sent_empty=True)
    dispute = opened_hours(ada, sheet, FIRST, SECOND)
    yield from _pages("hours", dispute, ada, ben)
    yield from _sides("hours-timesheet", week, ada, ben)


def _pages(name: str, dispute: Dispute, ada: Person, ben: Person) -> Iterator[Shown]:
    yield from _sides(name, reverse("dispute", args=[dispute.job_id, dispute.number]), ada, ben)


def _sides(name: str, path: str, ada: Person, ben: Person) -> Iterator[Shown]:
    yield Shown(f"{name}-client", path, ada)
    yield Shown(f"{name}-freelancer", path, ben)
