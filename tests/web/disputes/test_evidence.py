"""Who decides sees the evidence as it was: entries, their files, and screenshots, whose views are logged."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.models import Entry, StoredFile
from handsel.trust.disputes.arbiters import make_link
from handsel.trust.disputes.deciding import read_dispute
from handsel.trust.disputes.models import Dispute
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.models import Shot, ShotView
from handsel.work.jobs.models import OutsideArbiter
from handsel.work.workroom.files import keep
from handsel.work.workroom.models import JobFile
from handsel.work.workroom.posting import post
from tests import factories
from tests.api.connected import tracker_of
from tests.conftest import MONDAY_NOON, FrozenClock
from tests.time_travel import let_pass
from tests.tracked_day import BLOCK, track_kept
from tests.trust.disputing import answered, handed, latest, opened, opened_hours
from tests.web.scenario import signed_in, work_all

COVERS = ("handsel.web.disputes.evidence", "handsel.web.disputes.urls", "handsel.web.files.serving")


def posted(person: Person, job: Any, words: str, name: str) -> int:
    """Post words with a file; gives the number of the entry."""
    post(Actor(person.pk), job, words=words, files=keep([ContentFile(name.encode(), name)]))
    work_all()
    return Entry.objects.filter(chain__subject=job.uuid).order_by("-number")[0].number


@pytest.fixture
def dispute(db: object, frozen_clock: FrozenClock, ada: Person, ben: Person) -> Dispute:
    """A dispute that was handed over, with one posted file as evidence, and one that is not."""
    milestone = factories.delivered(ada, ben, 1000, 500)
    posted(ben, milestone.job, "My private plan.", "plan.txt")
    number = posted(ada, milestone.job, "Two **signs** differ.", "signs.txt")
    answered(ben, opened(ada, milestone, evidence=[number]))
    return handed(latest())


def evidence(row: Dispute, kind: str, pk: int) -> str:
    return reverse("dispute-evidence", args=[row.job_id, row.number, kind, pk])


def with_arbiter(row: Dispute) -> str:
    """Let Vera be asked, and read it; gives her address."""
    vera = OutsideArbiter.objects.create(id=uuid4(), job=row.job, name="Vera Lint", email="v@example.org")
    Dispute.objects.filter(pk=row.pk).update(arbiter=vera.pk, arbiter_name=vera.name)
    read_dispute(Actor(vera.pk), latest())
    return reverse("arbiter", args=[make_link(vera)])


def test_an_operator_reads_the_picked_entries_with_their_files_and_no_others(
    dispute: Dispute, ada: Person, olga: Person
) -> None:
    picked, other = JobFile.objects.get(name="signs.txt"), JobFile.objects.get(name="plan.txt")
    assert signed_in(olga).get(evidence(dispute, "file", picked.pk)).status_code == 404
    read_dispute(Actor(olga.pk), dispute)
    address = reverse("dispute-decision", args=[dispute.job_id, dispute.number])
    page = signed_in(olga).get(address).content.decode()
    assert "<strong>signs</strong> differ." in page
    assert "private plan" not in page
    assert evidence(dispute, "file", picked.pk) in page
    answer = signed_in(olga).get(evidence(dispute, "file", picked.pk))
    assert b"".join(answer) == b"signs.txt"  # type: ignore[arg-type]
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    for kind, pk in (("file", other.pk), ("preview", picked.pk), ("word", picked.pk), ("shot", picked.pk)):
        assert signed_in(olga).get(evidence(dispute, kind, pk)).status_code == 404
    assert signed_in(ada).get(evidence(dispute, "file", picked.pk)).status_code == 404


def test_the_arbiter_reads_the_same_until_the_link_ends(client: Client, dispute: Dispute) -> None:
    address = with_arbiter(dispute)
    page = client.get(address).content.decode()
    picked, other = JobFile.objects.get(name="signs.txt"), JobFile.objects.get(name="plan.txt")
    place = f"{address}evidence/file/{picked.pk}/"
    assert "<strong>signs</strong> differ." in page
    assert place in page
    assert b"".join(client.get(place)) == b"signs.txt"  # type: ignore[arg-type]
    assert client.get(f"{address}evidence/file/{other.pk}/").status_code == 404
    Dispute.objects.filter(pk=dispute.pk).update(stage="settled", ends_at=None)
    assert client.get(place).status_code == 404


def test_a_file_that_no_scan_saw_says_so_before_it_is_downloaded(client: Client, dispute: Dispute) -> None:
    picked = JobFile.objects.get(name="signs.txt")
    StoredFile.objects.filter(pk=picked.stored_id).update(verdict=StoredFile.Verdict.TOO_LARGE)
    place = f"{with_arbiter(dispute)}evidence/file/{picked.pk}/"
    page = client.get(place)
    assert f"{place}?unchecked" in page.content.decode()
    assert b"".join(client.get(f"{place}?unchecked=1")) == b"signs.txt"  # type: ignore[arg-type]


@pytest.fixture
def hours(frozen_clock: FrozenClock, ada: Person, ben: Person) -> Dispute:
    """Two tracked blocks, of which one is disputed."""
    factories.rich(ada)
    terms = factories.hourly_terms(work_view=WorkView.OFFERED, auto_fund=False)
    job = factories.hourly_bound(ada, ben, terms)
    factories.week_funded(ada, factories.week_of(job))
    tracker = tracker_of(ben)
    frozen_clock.passes(hours=3)
    for place in range(2):
        track_kept(tracker, job, MONDAY_NOON + place * BLOCK)
    let_pass(frozen_clock, days=7)
    sheet = factories.week_of(job).sheet
    dispute = opened_hours(ada, sheet, sheet.protected_blocks[0])
    answered(ben, dispute)
    return handed(latest())


@pytest.mark.django_db
def test_screenshots_of_disputed_blocks_are_shown_and_each_view_is_logged(
    client: Client, hours: Dispute, ben: Person, olga: Person
) -> None:
    disputed, other = Shot.objects.order_by("taken_at")
    read_dispute(Actor(olga.pk), hours)
    address = reverse("dispute-decision", args=[hours.job_id, hours.number])
    page = signed_in(olga).get(address).content.decode()
    assert evidence(hours, "shot", disputed.pk) in page
    assert evidence(hours, "shot", other.pk) not in page
    assert signed_in(olga).get(evidence(hours, "thumbnail", disputed.pk)).status_code == 200
    assert not ShotView.objects.exists()
    assert signed_in(olga).get(evidence(hours, "shot", disputed.pk)).status_code == 200
    assert signed_in(olga).get(evidence(hours, "shot", other.pk)).status_code == 404
    arbiter = with_arbiter(hours)
    assert client.get(f"{arbiter}evidence/shot/{disputed.pk}/").status_code == 200
    assert client.get(f"{arbiter}evidence/shot/{other.pk}/").status_code == 404
    assert sorted(view.name for view in ShotView.objects.all()) == ["Olga", "Vera Lint"]
    day = reverse("work-view", args=[hours.job_id]) + "?day=2026-03-02"
    seen = signed_in(ben).get(day).content.decode()
    assert "Vera Lint opened the screenshot" in seen
    assert "Olga opened the screenshot" in seen
