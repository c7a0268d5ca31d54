"""Each entry is shown with the name that its actor had when it was done, on every page that shows it."""

import re
from html import unescape
from pathlib import Path
from uuid import UUID
from zipfile import ZipFile

import pytest
from django.urls import reverse

from handsel.notices.models import Notice
from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets
from handsel.record.actions import Actor
from handsel.record.log.writer import write_log
from handsel.ui.badges import PlaceholderAvatar
from handsel.web.jobs.actors import side_avatars
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job
from handsel.work.terms.award import Awardee, award
from handsel.work.workroom.posting import post
from tests import factories
from tests.conftest import PASSWORD, FrozenClock
from tests.made_once import made_once
from tests.people.test_names import rename
from tests.web.scenario import signed_in, work_all


@pytest.fixture
@made_once
def job(ada: Person, ben: Person, frozen_clock: FrozenClock) -> Job:
    """Ada and Ben did things; then Ada is Ada B., and Ben takes the name that was hers."""
    job = factories.funded(ada, ben, 100, 200)
    post(Actor(ben.pk), job, words="From Ben.", files=[])
    frozen_clock.passes(days=1)
    rename(ada, "Ada B.")
    frozen_clock.passes(days=1)
    rename(ben, "Ada Vance")
    frozen_clock.passes(days=1)
    post(Actor(ben.pk), job, words="From him who is now Ada Vance.", files=[])
    return Job.objects.with_people().get(pk=job.pk)


def read(person: Person, address: str) -> str:
    """What a page says, without its tags."""
    page = signed_in(person).get(address).content.decode()
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_the_room_says_who_did_it_by_the_name_of_then(job: Job, ada: Person) -> None:
    page = read(ada, reverse("workroom", args=[job.pk]))
    assert "Ben Okafor (now Ada Vance)" in page
    assert "Ada Vance funded milestones 1 and 2: $300.00 Ada Vance, now Ada B." in page
    assert "Ben Okafor agreed to version 1. The agreement is in force Ben Okafor, now Ada Vance" in page
    assert page.count("Ada Vance (now") == 0


def test_the_proof_and_the_bundle_say_so_too(job: Job, ada: Person, tmp_path: Path) -> None:
    write_log()
    assert "Done by Ada Vance, now Ada B." in read(ada, reverse("proof", args=[job.pk, 1]))
    answer = signed_in(ada).get(reverse("evidence", args=[job.pk]))
    place = tmp_path / "bundle.zip"
    place.write_bytes(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    page = ZipFile(place).read("index.html").decode()
    assert "Ben Okafor agreed to version 1" in page
    assert "Ben Okafor, now Ada Vance" in page


def test_who_did_it_is_found_by_the_name_of_then(job: Job, ada: Person) -> None:
    work_all()
    page = read(ada, reverse("search") + "?q=okafor+from")
    assert "From Ben." in page
    assert "who is now" not in page


def test_a_notice_that_was_late_says_the_name_of_then(job: Job, ada: Person, ben: Person) -> None:
    work_all()
    titles = Notice.objects.of(ada).values_list("title", flat=True)
    assert set(titles) >= {
        "Ben Okafor agreed to version 1. The agreement is in force",
        "Ben Okafor wrote in the Workroom",
        "Ada Vance wrote in the Workroom",
    }


def coloured(name: str, hue: int, **fields: bool) -> Person:
    """A person whose identifier gives them that hue."""
    email = f"{name.split()[0].lower()}@example.com"
    return Person.objects.create_user(email, PASSWORD, name=name, id=UUID(int=3600 + hue), **fields)


@pytest.mark.parametrize("page", ["workroom", "terms", "reports", "job-billing"])
@pytest.mark.parametrize("query", ["", "?q=hello"])
def test_the_two_sides_of_a_job_never_share_a_colour(page: str, query: str, db: None) -> None:
    client, freelancer = coloured("Cleo Abel", 100, works=False), coloured("Finn Orr", 110, hires=False)
    job = factories.funded(client, freelancer, 100)
    post(Actor(client.pk), job, words="Hello.", files=[])
    post(Actor(freelancer.pk), job, words="Hello too.", files=[])
    work_all()
    for reader in (client, freelancer):
        shown = signed_in(reader).get(reverse(page, args=[job.pk]) + query).content.decode()
        hues = set(re.findall(r'--hue: (\d+)" aria-hidden="true">(\w+)<', shown[shown.index("<main") :]))
        assert hues
        assert hues <= {("100", "CA"), ("260", "FO")}


def test_an_invited_email_has_another_colour_than_the_client(db: None) -> None:
    ensure_presets()
    hue = PlaceholderAvatar("new@example.org").hue
    client = coloured("Cleo Abel", hue)
    job = award(Actor(client.pk), client, Awardee(email="new@example.org"), factories.terms(50))
    invited = side_avatars(Job.objects.with_people().get(pk=job.pk))[Side.FREELANCER]
    assert (invited.name, invited.hue) == ("new@example.org", (hue + 150) % 360)
