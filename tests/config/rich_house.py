"""A house in which something of everything happened, for the tests that tamper with each of its columns."""

from datetime import time, timedelta

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile

from handsel.config.task_handlers import TASK_HANDLERS
from handsel.devices.enrolment import enroll
from handsel.exports.request_export import request_export
from handsel.kernel import clock, identifiers
from handsel.money.invoices.letterheads import InvoiceHeader, change_letterhead
from handsel.money.invoices.models import Invoice
from handsel.money.ledger.accounts import posted
from handsel.money.ledger.models import Account, AccountKind, Rollup, Transfer
from handsel.money.rails.deposits import request_deposit
from handsel.money.rails.payouts import request_payout
from handsel.money.rails.sandbox.scenarios import Outcome, SandboxScenario, SettlementSpeed
from handsel.notices.calendar_address import make_address
from handsel.notices.mail_preferences import choose_mail
from handsel.notices.mail_schedule import Frequency, MailSchedule, QuietHours
from handsel.people.factors.acts import add_app, make_codes
from handsel.people.factors.totp import new_secret
from handsel.people.joining import Newcomer, join, make_operator
from handsel.people.models import Person
from handsel.people.profile import Profile, change_picture, change_profile
from handsel.policy.publishing import publish
from handsel.policy.rules import FeePayer, Rules
from handsel.record.actions import Actor
from handsel.record.log.writer import write_log
from handsel.record.models import Chain, Cosignature, Entry, StoredFile
from handsel.tasks.worker import work
from handsel.trust.casework.acts import add_note, take
from handsel.trust.conduct.flagging import flag
from handsel.trust.disputes.claiming import open_claim
from handsel.trust.disputes.deciding import appeal_decision, decide_dispute, read_dispute
from handsel.trust.disputes.models import Dispute
from handsel.trust.disputes.opening_hours import insist
from handsel.trust.disputes.sealed_offers import seal_offer
from handsel.trust.disputes.settling import accept_dispute_offer, decline_offer
from handsel.work.bonuses.paying import pay_bonus
from handsel.work.exits.agreeing import decline_exit, propose_exit
from handsel.work.exits.models import Exit
from handsel.work.hours.models import Shot
from handsel.work.hours.pausing import pause_job, resume_job
from handsel.work.hours.pay import HOUR
from handsel.work.hours.recording import record_time
from handsel.work.hours.rejecting import contest, counted_blocks
from handsel.work.hours.reopening import ask_to_reopen
from handsel.work.hours.shots.deleting import delete_shot
from handsel.work.hours.shots.receiving import make_thumbnail
from handsel.work.hours.shots.viewing import log_view
from handsel.work.hours.submitting import hold_week, submit_week
from handsel.work.jobs.models import Job
from handsel.work.milestones.erasing import erase
from handsel.work.milestones.models import RefundRequest
from handsel.work.milestones.refunds import ask_refund, refuse_refund
from handsel.work.milestones.release import release
from handsel.work.milestones.splits import propose_split
from handsel.work.refunds.refunding import refund_payment
from handsel.work.terms.award import Awardee, award
from handsel.work.terms.ending import end_job
from handsel.work.workroom.detector.kinds import Detection, Kind
from handsel.work.workroom.file_processing import process_file
from handsel.work.workroom.files import keep
from handsel.work.workroom.posting import post
from handsel.work.workroom.read_state import read_up_to
from handsel.work.workroom.uploads import begin
from handsel_verify.notes import note_from
from tests import factories
from tests.api.connected import tracker_of
from tests.conftest import MONDAY_NOON, FrozenClock
from tests.factories import usd
from tests.simulated_tracker import SimulatedTracker
from tests.trust.conduct.reported import (
    appealed,
    confirmed,
    decided,
    removal_proposed,
    reported,
    withdrawn,
)
from tests.trust.disputing import answered, handed, latest, offered, opened
from tests.web.scenario import picture
from tests.witnessing import witness_signer
from tests.work.hours.as_shown import dispute, reject
from tests.work.hours.shots.test_image import webp


def build(passing: FrozenClock) -> None:
    """Build the house; when it is done, one entry waits for its leaf."""
    passing(MONDAY_NOON - timedelta(days=7))
    ada, ben, olga = _people()
    hourly, short = _hours(ada, ben), _short_week(ada, ben)
    tracker = _tracked(passing, ada, ben, hourly)
    passing(MONDAY_NOON)
    submit_week(Actor(ben.pk), factories.week_of(hourly))
    tracker.sends(tracker.segment(str(hourly.uuid), MONDAY_NOON - timedelta(days=6)))
    submit_week(Actor(ben.pk), factories.week_of(short))
    ask_to_reopen(Actor(ben.pk), factories.week_of(short).sheet, reason="An hour is missing.")
    _review(ada, ben, hourly)
    _money(ada, ben)
    job = _job(ada, ben)
    _workroom(ada, ben, olga, job)
    award(Actor(ada.pk), ada, Awardee(email="new@example.org"), factories.terms(50))
    ended = factories.bound(ada, ben, 300)
    factories.fund_all(ada, ended)
    end_job(Actor(ada.pk), ended, reason="No budget left.")
    _disputes(ada, ben)
    _appeal(ada, ben, olga)
    _claim(ada, ben)
    factories.both_agree(ada, ben, hourly, factories.changed_hours(hourly, weekly_seconds=42 * HOUR))
    _conduct(ada, ben, olga, job)
    _beside_the_record(ada, ben, job)
    for _ in range(3):
        passing.passes(minutes=2)
        post(Actor(ben.pk), job, words="And more.", files=[])
        _work()
        _signed()
    post(Actor(ben.pk), job, words="This waits for its leaf.", files=[])
    _work()


def _people() -> tuple[Person, Person, Person]:
    ada = join(identifiers.new(), Newcomer("ada@example.org", "Ada Vance", proved=True), "a long password")
    ben = join(identifiers.new(), Newcomer("ben@example.org", "Ben Okafor", proved=True))
    olga = join(identifiers.new(), Newcomer("olga@example.org", "Olga Lind"))
    make_operator(olga)
    for person in (ada, ben):
        change_profile(Actor(person.pk), Profile(f"{person.name}y", "Europe/Oslo", "en", True, works=True))
        change_picture(Actor(person.pk), picture("WEBP"))
        change_letterhead(Actor(person.pk), person, InvoiceHeader("Main Street 1", "NO 1", "VAT", 25_000))
        make_address(Actor(person.pk))
        enroll(Actor(person.pk), name="Laptop", public_key=person.pk.hex * 2)
        choose_mail(Actor(person.pk), MailSchedule(Frequency.DAILY, QuietHours(time(22), time(7))))
    add_app(Actor(ben.pk), new_secret(), step=0)
    make_codes(Actor(ben.pk))
    publish(Actor(olga.pk), "dear", Rules(fee_basis_points=500, fee_payer=FeePayer.FREELANCER))
    return Person.objects.get(pk=ada.pk), Person.objects.get(pk=ben.pk), olga


def _disputes(ada: Person, ben: Person) -> None:
    """One that was settled by an offer, and one with open and sealed offers; a policy with an arbiter."""
    rules = Rules(arbiter_name="Vera Lint", arbiter_email="vera@example.org")
    publish(Actor(ada.pk), "arbitrated", rules)
    job = factories.bound(ada, ben, 200, 300, 400, policy="arbitrated")
    factories.fund_all(ada, job)
    for position in (1, 2):
        milestone = job.milestones.select_related("job", "holding").get(position=position)
        dispute = opened(ada, milestone, 150, 20, evidence=[1, 2])
        answered(ben, dispute)
        for person, part in ((ada, 30), (ben, 100)):
            offered(person, dispute, part)
        if position == 1:
            accept_dispute_offer(Actor(ada.pk), dispute, expected=usd(100))
        else:
            decline_offer(Actor(ada.pk), dispute, number=2, reason="Too much.")
            seal_offer(Actor(ada.pk), dispute, expected_round=1, to_freelancer=usd(60))


def _conduct(ada: Person, ben: Person, olga: Person, job: Job) -> None:
    """A report that an operator decided by a suspension, which is appealed."""
    decision = decided(olga, reported(ada, job, evidence=[1, 2]), "suspend")
    appealed(ben, decision)
    _removals(ada, olga)


def _removals(ada: Person, olga: Person) -> None:
    """A person who was removed by two operators, and one whose removal was withdrawn."""
    cleo, dora, otto = (
        join(identifiers.new(), Newcomer(f"{name.lower()}@example.org", name, proved=True))
        for name in ("Cleo", "Dora", "Otto")
    )
    rows = [removal_proposed(olga, reported(ada, factories.bound(ada, cleo, 20)))]
    rows += [removal_proposed(olga, reported(ada, factories.bound(ada, dora, 20)))]
    make_operator(otto)
    confirmed(otto, rows[0])
    withdrawn(otto, rows[1])


def _appeal(ada: Person, ben: Person, olga: Person) -> None:
    """A dispute that the only operator decided, and the freelancer appealed: the arbiter is asked."""
    job = Job.objects.filter(disputes__milestone__position=1)[0]
    last = job.milestones.select_related("job", "holding").get(position=3)
    dispute = handed(opened(ada, last, 150, 20))
    read_dispute(Actor(olga.pk), dispute)
    decide_dispute(Actor(olga.pk), dispute, to_freelancer=usd(70), reason="Half of it is there.")
    appeal_decision(Actor(ben.pk), dispute, reason="All of it is.")
    take(Actor(olga.pk), "disputes", str(dispute.pk))
    add_note(Actor(olga.pk), "disputes", str(dispute.pk), note="Ask for the drawings.")


def _review(ada: Person, ben: Person, hourly: Job) -> None:
    """Three rejected blocks in review, of which two are contested and one insisted on, and a disputed one."""
    sheet = factories.week_of(hourly).sheet
    *numbers, other = [block.number for block in counted_blocks(sheet)][:4]
    reject(Actor(ada.pk), sheet, numbers=numbers, reason="Not for this job.")
    dispute(Actor(ada.pk), sheet, numbers=[other], reason="Not what was agreed.")
    contest(Actor(ben.pk), sheet, numbers=numbers[:2], reason="You asked for it.")
    insist(Actor(ada.pk), sheet, numbers=numbers[:1])
    offered(ada, latest(), 1)


def _claim(ada: Person, ben: Person) -> None:
    """A claim on a payment that was upheld and is owed in part, and one that waits for an answer."""
    for amount in (40, 50):
        factories.released(ada, factories.delivered(ada, ben, amount))
    paid = Invoice.objects.filter(kind="work", amount__in=(4_000, 5_000), corrects=None).order_by("amount")
    for invoice in paid:
        job = Job.objects.with_people().get(pk=invoice.job_number)
        shares = {"amount": usd(30), "to_freelancer": usd(10)}
        open_claim(Actor(ada.pk), job, payment=invoice.entry, reason="It does not work.", **shares)
    first = Dispute.objects.filter(payment=paid[0].entry).select_related("job").get()
    accept_dispute_offer(Actor(ben.pk), first, expected=usd(10))


def _hours(ada: Person, ben: Person) -> Job:
    """An hourly job with time in its first week."""
    factories.rich(ada, 2_000)
    hourly = factories.hourly_bound(ada, ben, factories.hourly_terms(auto_fund=False))
    factories.week_funded(ada, factories.week_of(hourly))
    pay_bonus(Actor(ada.pk), hourly, amount=usd(25), reason="Ahead of time.")
    start = clock.now() - timedelta(hours=3)
    record_time(Actor(ben.pk), hourly, start=start, end=start + timedelta(hours=1), memo="Sketches.")
    pause_job(Actor(ada.pk), hourly)
    resume_job(Actor(ada.pk), hourly)
    hold_week(Actor(ben.pk), factories.week_of(hourly), reason="A receipt is missing.")
    return hourly


def _tracked(passing: FrozenClock, ada: Person, ben: Person, hourly: Job) -> SimulatedTracker:
    """A block that a device tracked, with a screenshot that was deleted, and one that was refused.

    Gives its Tracker.
    """
    tracker, block = tracker_of(ben), clock.now()
    passing.passes(minutes=12)
    due = tracker.shoots_when_due(str(hourly.uuid), block, webp(), seconds=600)
    shots = [due, tracker.shoots(block + timedelta(minutes=9), webp())]
    segment = tracker.segment(str(hourly.uuid), block, seconds=600, shots=[shot.announced for shot in shots])
    tracker.sends(segment)
    tracker.redacts(segment, shots[0], webp())
    for shot in shots:
        tracker.uploads(shot)
        make_thumbnail(str(Shot.objects.latest("pk").pk), clock.now())
    delete_shot(Actor(ben.pk), Shot.objects.latest("pk"))
    log_view(Shot.objects.earliest("pk"), ada, clock.now())
    tracker.sends(tracker.segment(str(hourly.uuid), block + timedelta(minutes=12)))
    return tracker


def _short_week(ada: Person, ben: Person) -> Job:
    """An hourly job with twenty minutes of time that nobody funded."""
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(auto_fund=False))
    start = clock.now() - timedelta(minutes=50)
    record_time(Actor(ben.pk), job, start=start, end=start + timedelta(minutes=20), memo="Proofs.")
    return job


def _money(ada: Person, ben: Person) -> None:
    minute = SandboxScenario(SettlementSpeed.MINUTE, Outcome.FAILS).options
    factories.rich(ada, 5_000)
    request_deposit(Actor(ada.pk), ada, usd(40), options=minute)
    factories.rich(ben, 100)
    request_payout(Actor(ada.pk), ada, usd(40), source=AccountKind.WALLET)
    request_payout(Actor(ben.pk), ben, usd(10), source=AccountKind.WALLET, options=minute)


def _job(ada: Person, ben: Person) -> Job:
    job = factories.bound(ada, ben, 1000, 500, policy="dear")
    factories.both_agree(ada, ben, job, factories.changed(job, clauses="In English."))
    factories.fund_all(ada, job)
    factories.deliver(ben, factories.first(job))
    release(Actor(ada.pk), factories.first(job), amount=usd(400))
    paid = Invoice.objects.get(kind=Invoice.Kind.FEE).entry
    refund_payment(Actor(ben.pk), job, payment=paid, amount=usd(40), reason="A part was wrong.")
    propose_exit(Actor(ada.pk), job, note="We know each other.")
    decline_exit(Actor(ben.pk), Exit.objects.get())
    second = job.milestones.select_related("job", "holding").get(position=2)
    ask_refund(Actor(ada.pk), second, amount=usd(20), reason="Less was needed.")
    refuse_refund(Actor(ben.pk), RefundRequest.objects.get(), reason="All of it was.")
    ask_refund(Actor(ada.pk), second, amount=usd(20), reason="Less was needed.")
    propose_split(Actor(ben.pk), factories.first(job), to_freelancer=usd(60), reason="Mostly there.")
    return Job.objects.with_people().get(pk=job.pk)


def _workroom(ada: Person, ben: Person, olga: Person, job: Job) -> None:
    plan, bad, lost = (keep([ContentFile(content, name)]) for content, name in _FILES)
    post(Actor(ada.pk), job, words="The plan.", files=plan)
    number = post(Actor(ben.pk), job, words="", files=bad) and _last(job)
    post(Actor(ben.pk), job, words="Here it is.", files=[], corrects=number)
    post(Actor(ada.pk), job, words="This must go.", files=lost)
    erase(Actor(olga.pk), job, entry=_last(job), reason="A court said so.")
    infected = StoredFile.objects.filter(pk=bad[0].sha256)
    infected.update(verdict=StoredFile.Verdict.INFECTED, finding="Eicar")
    process_file(bad[0].sha256[:40], clock.now())
    read_up_to(ada, job, 3, clock.now())
    begin(ben, job, name="plan.pdf", size=100)


_FILES = ((b"the plan", "plan.txt"), (b"a virus", "virus.txt"), (b"a secret", "secret.txt"))


def _last(job: Job) -> int:
    return Chain.objects.get(subject=job.uuid).size


def _beside_the_record(ada: Person, ben: Person, job: Job) -> None:
    """Rows that the acts above make none of."""
    request_export(Actor(ada.pk))
    rail = Account.objects.get(kind=AccountKind.RAIL)
    last = Transfer.objects.order_by("pk").last()
    assert last is not None
    Rollup.objects.create(account=rail, through=last.pk, balance=posted(rail, through=last.pk))
    now = clock.now()
    post(Actor(ben.pk), job, words="Please send that part to my PayPal.", files=[], acknowledged=True)
    entry = Entry.objects.filter(chain__subject=job.uuid).latest("number")
    flag(job, entry, [Detection(Kind.SERVICE, "my PayPal", 25, 34)], now)
    EmailConfirmation.objects.create(email_address=EmailAddress.objects.all()[0], created=now, key="key")
    Session.objects.create(session_key="session", session_data="data", expire_date=now + timedelta(days=1))
    UserSession.objects.create(user=ada, ip="127.0.0.1", last_seen_at=now, session_key="session", data={})
    Group.objects.create(name="None")


def _signed() -> None:
    """Sign for the log, and have a witness co-sign."""
    checkpoint, witness, at = write_log(), witness_signer(), clock.now()
    assert checkpoint is not None
    line = witness.cosigned(note_from(checkpoint.note).text, int(at.timestamp()))
    Cosignature.objects.create(
        checkpoint=checkpoint, name=witness.name, key=str(witness.key), line=str(line), at=at
    )


def _work() -> None:
    while work(TASK_HANDLERS):
        pass
