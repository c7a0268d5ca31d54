"""Stories of the sample jobs whose sides do not agree about a delivery, or about hours."""

from datetime import time

from handsel.config.sample.hourly import HourlyScript, starts
from handsel.config.sample.job_script import JobScript
from handsel.config.sample.stories import is_in_review
from handsel.config.sample.timeline import Story, days
from handsel.kernel.money import Money
from handsel.money.invoices.models import Invoice
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.trust.conduct.cases import find_case
from handsel.trust.conduct.deciding import decide_case
from handsel.trust.conduct.models import ConductReport
from handsel.trust.conduct.outcomes import Category, ConductOutcome, Ground
from handsel.trust.conduct.reporting import report_other_side
from handsel.trust.conduct.verdicts import Verdict
from handsel.trust.disputes.claiming import open_claim
from handsel.trust.disputes.deciding import decide_dispute, read_dispute
from handsel.trust.disputes.models import Dispute
from handsel.trust.disputes.opening import answer_dispute, open_dispute
from handsel.trust.disputes.opening_hours import dispute_blocks
from handsel.trust.disputes.sealed_offers import seal_offer
from handsel.trust.disputes.settling import make_offer
from handsel.work.hours.rejecting import counted_blocks
from handsel.work.workroom.posting import post

_AGREEMENT = 4
"""The entry by which both agreed to what is delivered."""


def is_disputed(script: JobScript) -> Story:
    """Two thirds of a delivery disputed, answered, and an offer that waits."""
    yield from _is_answered(script)
    yield days(1)
    dispute = _dispute(script)
    half = Money(dispute.amount // 2, "USD")
    make_offer(
        script.as_freelancer, dispute, to_freelancer=half, reason="I redo the two pieces within a week."
    )


def is_settled_sealed(script: JobScript) -> Story:
    """A dispute that sealed offers of both sides ended: they met."""
    yield from _is_answered(script)
    yield days(1)
    dispute = _dispute(script)
    seal_offer(
        script.as_client, dispute, expected_round=1, to_freelancer=Money(dispute.amount * 7 // 10, "USD")
    )
    yield days(0.3)
    seal_offer(
        script.as_freelancer,
        _dispute(script),
        expected_round=1,
        to_freelancer=Money(dispute.amount // 2, "USD"),
    )


def is_decided(script: JobScript) -> Story:
    """A dispute that an operator decided, and that either side may still appeal."""
    yield from is_disputed(script)
    yield days(8)
    operator = Person.objects.filter(is_operator=True)[0]
    read_dispute(Actor(operator.pk), _dispute(script))
    yield days(0.1)
    dispute = _dispute(script)
    decide_dispute(
        Actor(operator.pk),
        dispute,
        to_freelancer=Money(dispute.amount * 3 // 5, "USD"),
        reason="The texts in the Workroom have the spelling that was used. One piece has faults of its own.",
    )


def is_claimed(script: JobScript) -> Story:
    """A finished job of which the client claims a third back, answered, and an offer that waits."""
    yield from is_in_review(script)
    yield days(1)
    script.releases(1)
    yield days(2)
    paid = Invoice.objects.get(job_number=script.job.pk, corrects=None, kind=Invoice.Kind.WORK)
    amount = Money(paid.amount // 3, "USD")
    reason = "Reading on, I found that the last ten pages are missing."
    open_claim(
        script.as_client,
        script.job,
        payment=paid.entry,
        amount=amount,
        to_freelancer=Money(0, "USD"),
        reason=reason,
        evidence=[_AGREEMENT],
    )
    yield days(1)
    answer = "The list that I was given ends before them. I can still do them."
    answer_dispute(script.as_freelancer, _dispute(script), answer=answer)
    yield days(1)
    make_offer(
        script.as_freelancer,
        _dispute(script),
        to_freelancer=Money(amount.minor // 2, "USD"),
        reason="Half each.",
    )


def is_reported(script: JobScript) -> Story:
    """A job in review whose client reported a message, for which an operator warned the freelancer."""
    yield from is_in_review(script)
    yield days(0.2)
    words = "For the next one, could you send it to my PayPal? Then we both save the fee."
    post(script.as_freelancer, script.job, words=words, files=[], acknowledged=True)
    yield days(0.3)
    entry = Entry.objects.filter(chain__subject=script.job.uuid, kind="message.posted").latest("number")
    report_other_side(
        script.as_client,
        script.job,
        category=Category.PAYMENT_OUTSIDE,
        words="I would rather pay here, and said so.",
        evidence=[entry.number],
    )
    yield days(1)
    operator = Person.objects.filter(is_operator=True)[0]
    report = ConductReport.objects.get(job=script.job)
    reason = "The message asks for the next payment elsewhere. It is the first time, hence a warning."
    verdict = Verdict(ConductOutcome.WARN, Ground.PAYMENT_OUTSIDE, reason)
    decide_case(Actor(operator.pk), find_case(report.ref), verdict)


def is_disputed_by_the_hour(script: HourlyScript) -> Story:
    """Three blocks of a morning disputed, answered, offers that did not meet, and an operator who has it."""
    yield from starts(script)
    first = script.hours.first_week
    yield script.until(first, 4, time(18))
    script.imports(first, range(3))
    yield script.until(first + 1, 3, time(10))
    sheet = script.week(first).sheet
    numbers = [block.number for block in counted_blocks(sheet)][:3]
    reason = "Monday morning was the meeting that we had agreed not to bill."
    dispute_blocks(script.as_client, sheet, shown=sheet.version, numbers=numbers, reason=reason)
    yield script.until(first + 1, 4, time(9))
    answer = "The meeting was an hour. After it I worked on the captions, as the memo says."
    answer_dispute(script.as_freelancer, _dispute(script), answer=answer)
    yield script.until(first + 1, 4, time(15))
    dispute = _dispute(script)
    offer = Money(dispute.amount * 2 // 3, "USD")
    make_offer(script.as_freelancer, dispute, to_freelancer=offer, reason="Two of the three blocks.")
    yield script.until(first + 2, 0, time(11))
    make_offer(script.as_client, _dispute(script), to_freelancer=Money(dispute.amount // 3, "USD"))


def _is_answered(script: JobScript) -> Story:
    yield from is_in_review(script)
    yield days(1)
    milestone = script.milestone(1)
    amount = Money(milestone.held.minor * 2 // 3, "USD")
    open_dispute(
        script.as_client,
        milestone,
        amount=amount,
        to_freelancer=Money(amount.minor // 4, "USD"),
        reason="Two of the three pieces carry an older spelling than we agreed on.",
        evidence=[_AGREEMENT],
    )
    yield days(1)
    answer_dispute(
        script.as_freelancer,
        _dispute(script),
        answer="The spelling is that of the texts that I was given; they are in the Workroom.",
        evidence=[_AGREEMENT],
    )


def _dispute(script: JobScript) -> Dispute:
    dispute: Dispute = Dispute.objects.select_related("job").get(job=script.job)
    return dispute
