"""What somebody who is suspended may do, kind by kind, and that the rest is refused in one place."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest

from handsel.kernel import clock
from handsel.people.models import Person
from handsel.people.suspension import BEGINNINGS, Removed, Suspended, refuse_beginning
from handsel.record.actions import Actor
from handsel.record.kinds import declared_kinds
from handsel.work.bonuses.paying import pay_bonus
from handsel.work.hours.recording import record_time
from handsel.work.hours.refusals import TimeSuspended
from handsel.work.hours.timer import start_timer
from handsel.work.milestones.funding import fund
from handsel.work.milestones.release import release
from handsel.work.terms.award import Awardee, award
from handsel.work.workroom.posting import post
from tests import factories
from tests.conftest import FrozenClock
from tests.factories import usd

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]

GOES_ON = """
approval.confirmed approval.done approval.proposed approval.scheduled approval.withdrawn blocks.contested
blocks.dropped blocks.paid blocks.rejected claim.received conduct.appeal_answered
conduct.appeal_decided conduct.appealed conduct.case_decided conduct.decided conduct.flagged
conduct.removal_confirmed conduct.removal_scheduled conduct.removal_withdrawn conduct.removed
conduct.report_answered
conduct.reported conduct.stands conduct.suspension_over conduct.unflagged content.erased debt.repaid
deposit.asked deposit.failed deposit.returned deposit.settled device.enrolled
device.operator_revoked device.renamed device.revoked dispute.accepted dispute.answered
dispute.apart dispute.appeal_decided dispute.appealed dispute.conceded dispute.decided
dispute.defaulted dispute.final dispute.handed dispute.met dispute.offer_declined dispute.offered
dispute.opened dispute.protected_paid dispute.read dispute.sealed dispute.voided dispute.withdrawn
ending.done ending.objected erasure.proposed erasure.withdrawn exit.agreed exit.declined
exit.proposed exit.withdrawn export.asked export.made export.removed file.quarantined
house.check_asked house.checked item.noted item.returned item.taken job.declined job.ended
job.joined job.lapsed job.opened job.paused job.resumed job.withdrawn letterhead.changed
mail.retried message.posted milestone.changes_asked milestone.refunded milestone.released
milestone.settled operator.disconnected_device operator.helped operator.made payment.refunded
payout.asked payout.failed payout.returned payout.settled person.calendar_changed
person.email_changed person.email_confirmed person.factor_added person.factor_removed
person.factors_reset person.helped person.joined person.made person.mail_changed
person.passkey_renamed person.password_changed person.picture_changed person.profile_changed
person.recovery_code_used person.recovery_codes_made person.sessions_ended policy.published
refund.asked refund.granted refund.refused refund.withdrawn removal.announced report.late
report.sent shot.deleted shot.redacted shots.expired split.accepted split.proposed split.refused
split.withdrawn task.given_up task.retried terms.declined terms.withdrawn time.changed time.moved
time.recorded time.removed time.timed time.tracked timesheet.held timesheet.paid timesheet.reopened
timesheet.reopening_asked timesheet.reopening_declined timesheet.reopening_withdrawn
timesheet.submitted week.planned
"""
"""Every kind of entry that somebody who is suspended may still cause; a new kind is added here, or there."""


def suspend(person: Person) -> None:
    now = clock.now()
    until = now + timedelta(days=7)
    Person.objects.filter(pk=person.pk).update(suspended_from=now, suspended_until=until)


def test_every_kind_of_entry_begins_something_or_goes_on() -> None:
    kinds = {kind.name for kind in declared_kinds()}
    assert kinds >= BEGINNINGS
    assert kinds == BEGINNINGS | set(GOES_ON.split())
    assert not BEGINNINGS & set(GOES_ON.split())


@pytest.mark.one_database
@pytest.mark.parametrize("kind", sorted(kind.name for kind in declared_kinds()))
def test_who_is_suspended_begins_nothing_until_it_ends(kind: str, ada: Person, ben: Person) -> None:
    suspend(ada)
    until = clock.now() + timedelta(days=7)
    refuse_beginning(kind, ben.pk, clock.now())
    refuse_beginning(kind, ada.pk, until)
    if kind in BEGINNINGS:
        with pytest.raises(Suspended, match="until"):
            refuse_beginning(kind, ada.pk, until - timedelta(microseconds=1))
    else:
        refuse_beginning(kind, ada.pk, clock.now())


@pytest.mark.one_database
@pytest.mark.parametrize("kind", sorted(kind.name for kind in declared_kinds()))
def test_who_was_removed_begins_nothing_without_an_end(kind: str, ada: Person) -> None:
    Person.objects.filter(pk=ada.pk).update(removed_at=clock.now())
    later = clock.now() + timedelta(days=3_650)
    if kind in BEGINNINGS:
        with pytest.raises(Removed):
            refuse_beginning(kind, ada.pk, later)
    else:
        refuse_beginning(kind, ada.pk, later)


def test_every_act_on_a_job_asks_and_so_does_an_award() -> None:
    """No other module appends an entry that begins something."""
    asking = {
        path.as_posix()
        for path in Path("src/handsel").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "refuse_beginning"
    }
    assert asking == {"src/handsel/work/jobs/acts.py", "src/handsel/work/terms/award.py"}


def test_a_client_who_is_suspended_awards_and_funds_nothing_and_releases(ada: Person, ben: Person) -> None:
    milestone = factories.delivered(ada, ben, 1000, 500)
    job, actor = milestone.job, Actor(ada.pk)
    factories.rich(ada, 2000)
    suspend(ada)
    with pytest.raises(Suspended):
        award(actor, ada, Awardee(person=ben), factories.terms(50))
    with pytest.raises(Suspended):
        pay_bonus(Actor(ada.pk), job, amount=usd(5), reason="Well done.", expected=usd(5))
    second = job.milestones.get(position=2)
    with pytest.raises(Suspended):
        fund(Actor(ada.pk), job, milestones=[second.pk], expected=second.to_fund)
    post(Actor(ada.pk), job, words="I can still write.", files=[])
    release(Actor(ada.pk), milestone, amount=usd(1000))
    milestone.refresh_from_db()
    assert milestone.stage == "released"


def test_neither_side_proposes_or_agrees_while_suspended(ada: Person, ben: Person) -> None:
    job = factories.awarded(ada, ben)
    suspend(ben)
    with pytest.raises(Suspended):
        factories.both_agree(ada, ben, job, factories.terms(60))
    suspend(ada)
    with pytest.raises(Suspended):
        factories.both_agree(ada, ben, job, factories.terms(70))


def test_a_freelancer_who_is_suspended_starts_no_timer_and_records_earlier_time(
    ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    job = factories.hourly_bound(ada, ben)
    frozen_clock.passes(hours=2)
    suspend(ben)
    began = clock.now()
    frozen_clock.passes(hours=2)
    with pytest.raises(Suspended):
        start_timer(Actor(ben.pk), job, memo="Signs.")
    hour = timedelta(hours=1)
    with pytest.raises(TimeSuspended):
        record_time(Actor(ben.pk), job, start=began, end=began + hour, memo="Signs.")
    record_time(Actor(ben.pk), job, start=began - hour, end=began, memo="Signs.")
    frozen_clock.passes(days=7)
    with pytest.raises(TimeSuspended):
        record_time(Actor(ben.pk), job, start=began, end=began + hour, memo="Signs, said later.")
