"""From the code of a device to the evidence of a paid week: Ben's Tracker works, Ada watches and checks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from handsel.kernel import clock
from handsel.people.models import Person
from handsel.record.log.writer import write_log
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.models import ReceivedSegment
from handsel.work.jobs.models import Job
from handsel_verify import command
from tests import factories
from tests.auditing import faults
from tests.balances import earnings
from tests.conftest import MONDAY_NOON, FrozenClock
from tests.factories import usd
from tests.record.evidence import members, rewritten
from tests.simulated_tracker import SimulatedSegment, SimulatedShot, SimulatedTracker, over
from tests.stories.people import Seat, seat
from tests.stories.test_proving import downloaded, verdict
from tests.time_travel import let_pass
from tests.tracked_day import BLOCK, ON
from tests.web.scenario import work_all
from tests.work.hours.shots.test_image import webp

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TUESDAY_NOON = MONDAY_NOON + timedelta(days=1)
SEGMENTS = "time/segments.jsonl"


@pytest.fixture
def job(frozen_clock: FrozenClock, ada: Person, ben: Person) -> Job:
    """A job whose first week is funded, and that ends with it."""
    factories.rich(ada, 1_000)
    terms = factories.hourly_terms(work_view=WorkView.OFFERED, auto_fund=False)
    job = factories.hourly_bound(ada, ben, terms)
    factories.week_funded(ada, factories.week_of(job))
    return job


def connects(sits: Seat, tracker: SimulatedTracker) -> None:
    """Ben opens the address that his Tracker shows, compares, and connects it."""
    codes = tracker.asks_for_code().data
    sits.page.goto(codes["verification_uri_complete"])
    sits.reads(codes["user_code"])
    sits.reads(tracker.public_key[:4])
    sits.looks("evidence-approval")
    sits.clicks("Connect")
    assert tracker.polls(codes["device_code"]).status == 200
    tracker.device = tracker.gets("/device").data["device"]


def tracks(
    tracker: SimulatedTracker, job: Job, block: datetime, frozen_clock: FrozenClock
) -> tuple[SimulatedSegment, SimulatedShot]:
    """A block with its screenshot, which is sent as the block ends."""
    frozen_clock(max(block + BLOCK, clock.now()))
    shot = tracker.shoots_when_due(str(job.uuid), block, webp((640, 400)))
    segment = tracker.segment(str(job.uuid), block, shots=[dict(shot.announced)], work_view=ON)
    assert tracker.sends(segment).status == tracker.uploads(shot).status == 200
    work_all()
    return segment, shot


def altered(bundle: Path, place: Path) -> Path:
    """The bundle with one digit of the first signature changed."""
    content = members(bundle)
    before = content[SEGMENTS]
    at = before.index(b'"signature":"') + len(b'"signature":"')
    digit = b"1" if before[at : at + 1] == b"0" else b"0"
    return rewritten(place, content | {SEGMENTS: before[:at] + digit + before[at + 1 :]})


@dataclass
class Story:
    """Ada at her browser, Ben's Tracker, and their job."""

    reads: Seat
    tracker: SimulatedTracker
    job: Job
    frozen_clock: FrozenClock

    def block(self, start: datetime) -> tuple[SimulatedSegment, SimulatedShot]:
        return tracks(self.tracker, self.job, start, self.frozen_clock)

    def is_watched(self) -> SimulatedSegment:
        """Ada sees three blocks arrive; of the first the screenshot is redacted, of the second deleted."""
        first = self.block(MONDAY_NOON)
        self.tracker.beats(str(self.job.uuid))
        self.reads.page.clock.install()
        self.reads.opens(f"/jobs/{self.job.pk}/work-view/")
        self.reads.reads("Tracking now")
        frames = self.reads.page.locator(".shots a.frame")
        expect(frames).to_have_count(1)
        second, _third = (self.block(MONDAY_NOON + place * BLOCK) for place in (1, 2))
        self.reads.page.clock.fast_forward(31_000)
        expect(frames).to_have_count(3)
        assert self.tracker.redacts(first[0], first[1], webp((320, 200))).status == 200
        assert self.tracker.uploads(first[1]).status == 200
        deletion = {"kind": "delete", "shot": second[1].announced["commitment"]}
        assert self.tracker.amends(second[0].id, deletion).status == 200
        return first[0]

    def is_offline(self) -> None:
        """A block of Tuesday, of which the Tracker never got the seed."""
        self.frozen_clock(TUESDAY_NOON + timedelta(hours=5))
        assert self.tracker.refreshes().status == 200
        self.block(TUESDAY_NOON)
        assert ReceivedSegment.objects.latest("seq").drawn_by == "offline"

    def looks_back(self) -> None:
        """Ada looks at both days."""
        self.reads.opens(f"/jobs/{self.job.pk}/work-view/?day=2026-03-02")
        self.reads.reads("Redacted by Ben")
        self.reads.reads("Deleted by Ben")
        self.reads.looks("evidence-monday")
        self.reads.opens(f"/jobs/{self.job.pk}/work-view/?day=2026-03-03")
        self.reads.looks("evidence-tuesday")

    def pays(self) -> None:
        """Ada approves the timesheet of the week."""
        let_pass(self.frozen_clock, days=6)
        self.reads.opens(f"/jobs/{self.job.pk}/timesheet/?week=2026-03-02")
        self.reads.looks("evidence-timesheet")
        assert len(factories.week_of(self.job).sheet.protected_blocks) == 3
        self.reads.clicks("Approve and pay $16.00 now")
        self.reads.clicks("Approve and pay $16.00")
        self.reads.reads("$16.00 paid.")
        assert faults() == []


def test_a_week_of_evidence_is_watched_paid_and_checked(
    browser: Browser,
    live_server: Any,
    ada: Person,
    ben: Person,
    job: Job,
    frozen_clock: FrozenClock,
    settings: Any,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    settings.IDP_OIDC_DEVICE_CODE_INTERVAL = 0
    tracker = SimulatedTracker(over(live_server.url))
    connects(seat(browser, live_server.url, ben), tracker)
    for day in (MONDAY_NOON, TUESDAY_NOON):
        assert tracker.commits(day.date()).status == 200
    reads = seat(browser, live_server.url, ada)
    story = Story(reads, tracker, job, frozen_clock)
    first = story.is_watched()
    story.is_offline()
    story.looks_back()
    story.pays()
    assert earnings(ben) == usd(16)

    work_all()
    write_log()
    reads.opens(f"/jobs/{job.pk}/")
    bundle = downloaded(reads, "Evidence bundle", tmp_path / "bundle.zip")
    broken = altered(bundle, tmp_path / "altered.zip")
    assert command.main([str(bundle)]) == command.HOLDS
    assert command.main([str(broken)]) == command.DOES_NOT_HOLD
    assert f"segment {first.id}" in capsys.readouterr().out
    reads.opens("/verify/")
    expect(verdict(reads.page, bundle)).to_have_attribute("data-verdict", "whole")
    named = verdict(reads.page, broken)
    expect(named).to_have_attribute("data-verdict", "broken")
    expect(named).to_contain_text(f"segment {first.id}")
