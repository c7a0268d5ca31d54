"""Screenshots are deleted long after the last payment of their job, and never while something is disputed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from handsel.kernel import clock
from handsel.kernel.identifiers import HOUSE
from handsel.money.invoices.models import Invoice
from handsel.people.models import Person
from handsel.policy.publishing import publish
from handsel.policy.rules import PRESETS, Rules
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.trust.disputes.claiming import open_claim
from handsel.trust.disputes.settling import withdraw_any
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.models import Shot, Timesheet
from handsel.work.hours.reopening import ask_to_reopen
from handsel.work.hours.review_refusals import BlocksTaken
from handsel.work.hours.shots.deleting import delete_shot
from handsel.work.hours.shots.expiry import EXPIRY, ensure_nightly, weeks_over
from handsel.work.hours.shots.refusals import ShotLate
from handsel.work.hours.shots.storage import path_of, thumbnail_of
from handsel.work.jobs.models import Job
from tests import factories
from tests.api.connected import tracker_of
from tests.auditing import faults
from tests.conftest import MONDAY_NOON, FrozenClock
from tests.factories import usd
from tests.time_travel import due_at, let_pass
from tests.tracked_day import BLOCK, track_kept
from tests.trust.disputing import latest
from tests.web.scenario import signed_in
from tests.work.hours.as_shown import dispute

pytestmark = pytest.mark.django_db(transaction=True)
SHOT_DAYS = 20


@pytest.fixture
def job(frozen_clock: FrozenClock, ada: Person, ben: Person) -> Job:
    """A job with two blocks, each with a screenshot, in a week that goes into review."""
    publish(Actor(HOUSE), "brief", Rules(shot_days=SHOT_DAYS, dispute_answer_days=30))
    factories.rich(ada)
    terms = factories.hourly_terms(policy="brief", work_view=WorkView.OFFERED, auto_fund=False)
    job = factories.hourly_bound(ada, ben, terms)
    factories.week_funded(ada, factories.week_of(job))
    tracker = tracker_of(ben)
    frozen_clock.passes(hours=3)
    for place in range(2):
        track_kept(tracker, job, MONDAY_NOON + place * BLOCK)
    ensure_nightly()
    let_pass(frozen_clock, days=7)
    return job


def states() -> set[str]:
    return set(Shot.objects.values_list("state", flat=True))


def test_a_policy_keeps_them_for_180_days() -> None:
    assert {rules.shot_days for rules in PRESETS.values()} == {180}


def test_screenshots_of_a_paid_week_go_in_time(job: Job, ada: Person, frozen_clock: FrozenClock) -> None:
    places = [place(shot.commitment) for shot in Shot.objects.all() for place in (path_of, thumbnail_of)]
    let_pass(frozen_clock, days=7)
    paid = Timesheet.objects.get(stage="paid").closed_at
    let_pass(frozen_clock, days=SHOT_DAYS - 4)
    assert (states(), all(place.exists() for place in places)) == ({"kept"}, True)
    let_pass(frozen_clock, days=3)
    assert (states(), any(place.exists() for place in places)) == ({"expired"}, False)
    entry = Entry.objects.get(kind="shots.expired")
    assert entry.facts["commitments"] == sorted(Shot.objects.values_list("commitment", flat=True))
    assert entry.at - paid >= timedelta(days=SHOT_DAYS)
    page = signed_in(ada).get(f"/jobs/{job.pk}/work-view/").content.decode()
    assert page.count("No longer kept") == 2
    assert due_at(EXPIRY, "shots") is not None
    assert faults() == []


def test_they_stay_while_a_block_is_disputed(job: Job, ada: Person, frozen_clock: FrozenClock) -> None:
    sheet = factories.week_of(job).sheet
    dispute(Actor(ada.pk), sheet, numbers=sheet.protected_blocks[:1], reason="Not what was agreed.")
    let_pass(frozen_clock, days=SHOT_DAYS + 15)
    assert states() == {"kept"}


def test_they_stay_while_a_payment_is_claimed(job: Job, ada: Person, frozen_clock: FrozenClock) -> None:
    let_pass(frozen_clock, days=14)
    payment = Invoice.objects.filter(corrects=None).order_by("number")[0].entry
    shares = {"amount": usd(2), "to_freelancer": usd(0)}
    open_claim(Actor(ada.pk), job, **shares, payment=payment, reason="It was another site.")
    let_pass(frozen_clock, days=SHOT_DAYS + 5)
    assert states() == {"kept"}
    withdraw_any(Actor(ada.pk), latest())
    let_pass(frozen_clock, days=2)
    assert states() == {"expired"}
    assert faults() == []


def test_none_is_deleted_while_its_block_is_disputed_nor_once_that_ended(
    job: Job, ada: Person, ben: Person
) -> None:
    sheet, shot = factories.week_of(job).sheet, Shot.objects.order_by("pk")[0]
    dispute(Actor(ada.pk), sheet, numbers=sheet.protected_blocks[:1], reason="Not what was agreed.")
    with pytest.raises(BlocksTaken):
        ask_to_reopen(Actor(ben.pk), Timesheet.objects.get(pk=sheet.pk), reason="A picture is wrong.")
    _refuses_deletion(ben, shot)
    withdraw_any(Actor(ada.pk), latest())
    _refuses_deletion(ben, shot)
    assert (states(), path_of(shot.commitment).exists()) == ({"kept"}, True)
    assert faults() == []


def _refuses_deletion(ben: Person, shot: Shot) -> None:
    with pytest.raises(ShotLate):
        delete_shot(Actor(ben.pk), shot)
    assert signed_in(ben).post(reverse("shot-deletion", args=[shot.job_id, shot.pk])).status_code == 409


def test_they_stay_until_their_week_is_paid(job: Job) -> None:
    assert list(weeks_over(clock.now() + timedelta(days=4 * SHOT_DAYS))) == []


def test_bytes_that_were_never_noted_go_too_and_are_not_counted(job: Job, frozen_clock: FrozenClock) -> None:
    kept, awaited = Shot.objects.order_by("pk")
    Shot.objects.filter(pk=awaited.pk).update(state="awaited", salt="", size=0)
    let_pass(frozen_clock, days=SHOT_DAYS + 30)
    assert not path_of(awaited.commitment).exists()
    assert Entry.objects.get(kind="shots.expired").facts["commitments"] == [kept.commitment]
