"""Audit: disputes against the record, what is frozen for them, what was paid by them, and their clocks."""

from collections.abc import Iterable, Iterator

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from handsel.kernel.audit import Check
from handsel.kernel.calendar import DAY
from handsel.money.escrow.models import Holding
from handsel.money.invoices.payment_audit import payment_check
from handsel.money.ledger.models import Account, AccountKind
from handsel.record.kinds import EntryKind
from handsel.record.models import Chain, Entry
from handsel.record.rebuilt_tables import RebuiltTable, columns
from handsel.tasks.models import Task, unscheduled
from handsel.tasks.planned import Planned, plan_faults
from handsel.trust.disputes.arbiters import REMIND, decision_due
from handsel.trust.disputes.entries import decisions, offers, sealed
from handsel.trust.disputes.lifecycle import OPEN, REMINDED
from handsel.trust.disputes.models import DISPUTE_AFTER, OFFER_AFTER, Dispute, DisputeOffer, SealedOffer
from handsel.trust.disputes.repaying import REPAY
from handsel.trust.disputes.sealed_offers import place_of
from handsel.trust.disputes.sealing import unseal
from handsel.trust.disputes.steps import REMINDER, STEP, VOID
from handsel.work.hours.lifecycle import BlockStage
from handsel.work.hours.models import ReviewedBlock
from handsel.work.jobs.models import OutsideArbiter
from handsel.work.refunds.audit import facts_of, faults_of

TABLES = (
    RebuiltTable(
        Dispute,
        Chain.Kind.JOB,
        subject="job__uuid",
        key=("number",),
        columns=columns(
            *DISPUTE_AFTER,
            ref="milestone__ref",
            week="sheet__week__monday",
            supplement="sheet__week__supplement",
        ),
        state="dispute",
    ),
    RebuiltTable(
        DisputeOffer,
        Chain.Kind.JOB,
        subject="dispute__job__uuid",
        key=("dispute__number", "number"),
        columns=columns(*OFFER_AFTER),
        state="dispute_offer",
    ),
    RebuiltTable(
        OutsideArbiter,
        Chain.Kind.JOB,
        subject="job__uuid",
        key=("id",),
        columns=columns("name", "email"),
        state="arbiter",
    ),
)
_ENDS: tuple[EntryKind, ...] = (
    offers.ACCEPTED,
    offers.DEFAULTED,
    sealed.MET,
    decisions.APPEAL_DECIDED,
    decisions.FINAL,
)
_ENDS += (offers.CONCEDED, offers.PROTECTED_PAID)
PAYING = [kind.name for kind in _ENDS]


def checks() -> Iterable[Check]:
    """What is frozen, what was paid, and every clock."""
    yield _frozen()
    yield _blocks()
    yield _claims()
    yield payment_check(PAYING, "every payment of a dispute matches its entry and its invoice")
    running, rounds = Dispute.objects.filter(stage__in=OPEN), Dispute.objects.exclude(round_ends_at=None)
    late = [*unscheduled(STEP, running, at="ends_at"), *unscheduled(VOID, rounds, at="round_ends_at")]
    faults = [f"dispute {pk} is to move on by itself, but nothing is scheduled" for pk in late]
    faults += plan_faults(_reminders)
    yield Check("every clock of a dispute is scheduled", running.count() + rounds.count(), faults)
    yield _repaying()
    yield _sealed()


def _reminders() -> Iterator[Planned]:
    """The reminders of sides that can act, and of an arbiter who is to decide."""
    for row in Dispute.objects.filter(stage__in=OPEN).order_by("pk"):
        if row.stage in REMINDED and row.ends_at is not None:
            yield REMINDER, row.pk, row.ends_at - DAY
        due = decision_due(row)
        if row.waits_for_arbiter and due is not None:
            yield REMIND, row.pk, due - DAY


def _repaying() -> Check:
    """What claims left owed is collected daily."""
    debts = Account.objects.filter(kind=AccountKind.CLAIMED, balance__lt=0).order_by("pk")
    subjects = {f"{debt.owner_id}:{debt.currency}" for debt in debts}
    scheduled = set(Task.objects.filter(kind=REPAY, subject__in=subjects).values_list("subject", flat=True))
    faults = [f"nothing collects what {subject} owes" for subject in sorted(subjects - scheduled)]
    return Check("what claims left owed is collected daily", len(subjects), faults)


def _frozen() -> Check:
    is_open = Q(milestone__disputes__stage__in=OPEN)
    disputed = Coalesce(Sum("milestone__disputes__amount", filter=is_open), 0)
    holdings = Holding.objects.alias(disputed=disputed).exclude(frozen=F("disputed"))
    faults = [
        f"holding {pk} has another amount frozen than is disputed"
        for pk in holdings.order_by("pk").values_list("pk", flat=True)
    ]
    return Check("exactly what is disputed is frozen", Holding.objects.exclude(frozen=0).count(), faults)


def _blocks() -> Check:
    """Disputed blocks against the disputes that are open about them, and what they cost against these."""
    rows = ReviewedBlock.objects.filter(stage=BlockStage.DISPUTED).values_list("sheet", "number", "amount")
    disputed = {(sheet, str(number)): amount for sheet, number, amount in rows}
    counted, faults = len(disputed), []
    for dispute in Dispute.objects.open().exclude(sheet=None).select_related("job").order_by("pk"):
        amounts = [disputed.pop((dispute.sheet_id, str(number)), None) for number in dispute.blocks]
        if None in amounts or sum(filter(None, amounts)) != dispute.amount:
            faults.append(f"{dispute} is about other blocks than are disputed")
    alone = "block {} of timesheet {} is disputed without a dispute"
    faults += [alone.format(number, sheet) for sheet, number in disputed]
    return Check("every disputed block has one open dispute", counted, faults)


def _claims() -> Check:
    """What claims gave back, against the ledger and their credit notes."""
    numbers = set(Dispute.objects.exclude(payment=None).values_list("job__uuid", "number"))
    rows = Entry.objects.filter(kind__in=PAYING).select_related("content", "chain").order_by("pk")
    stated = {}
    for entry in rows.iterator():
        facts = facts_of(entry)
        if facts and (entry.chain.subject, facts["dispute"]) in numbers:
            stated[entry.pk] = (facts["about"]["part"], facts["about"]["fee_back"])
    return Check(
        "what every claim gave back matches its transfers and credit note", len(stated), faults_of(stated)
    )


def _sealed() -> Check:
    """What is sealed is what was committed; the number itself is in no fault."""
    rows = SealedOffer.objects.select_related("dispute__job").order_by("pk")
    faults, waiting = [], Dispute.objects.exclude(sealed_by="")
    for row in rows:
        dispute = row.dispute
        opening = unseal(place_of(dispute, row.side), row.side, row.sealed)
        commitment = opening.commitment(dispute.job.uuid, dispute.number) if opening else ""
        if row.side != dispute.sealed_by or commitment != dispute.commitment:
            faults.append(f"what is sealed in {dispute} is not what was committed")
    lost = waiting.exclude(sealed_offers__side=F("sealed_by")).select_related("job")
    faults += [f"what was sealed in {dispute} is gone" for dispute in lost]
    return Check("every sealed offer is what was committed", len(rows), faults)
