"""Writing a status report over HTTP, and reading the earlier ones."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from handsel.people.models import Person
from handsel.policy.publishing import publish
from handsel.policy.rules import Rules
from handsel.record.actions import Actor
from handsel.work.jobs.models import Job
from handsel.work.milestones.models import StatusReport
from tests import factories
from tests.conftest import FrozenClock
from tests.made_once import made_once
from tests.web.scenario import signed_in

COVERS = ("handsel.web.reports.forms",)


@pytest.fixture
@made_once
def job(frozen_clock: FrozenClock, ada: Person, ben: Person) -> Job:
    return factories.funded(ada, ben, 100, 200)


def send(person: Person, job: Job, **changes: Any) -> Any:
    rows = {f"m{row.pk}-percent": row.percent for row in job.milestones.open()}
    form = {"week": factories.this_week().isoformat(), "done": "The groundwork.", **rows, **changes}
    return signed_in(person).post(reverse("reports", args=[job.pk]), form, follow=True)


def page_of(job: Job) -> str:
    return reverse("reports", args=[job.pk])


def test_a_report_is_sent_and_read_by_the_client(job: Job, ada: Person, ben: Person) -> None:
    first = factories.first(job)
    sent = send(ben, job, **{f"m{first.pk}-percent": 40}, plans="The rest.", issues="No data.", blocks="on")
    assert sent.redirect_chain[-1][0] == f"{reverse('reports', args=[job.pk])}#main"
    page = signed_in(ada).get(reverse("reports", args=[job.pk])).content.decode()
    assert "Milestone 1 at 40%" in page
    assert "Blocked" in page
    assert "On time" in page


def test_the_client_reads_the_newest_report_in_full_above_the_milestones(
    job: Job, frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    send(ben, job, done="Chapter one.")
    frozen_clock.passes(days=7)
    send(ben, job, done="Chapter two.", plans="Chapter three.", issues="No paper.")
    page = signed_in(ada).get(reverse("reports", args=[job.pk])).content.decode()
    newest, earlier = page.index('aria-labelledby="newest"'), page.index('aria-labelledby="past"')
    progress = page.index('aria-labelledby="prog"')
    assert newest < progress < earlier
    assert all(words in page[newest:progress] for words in ("Chapter two.", "Chapter three.", "No paper."))
    assert "Chapter two." not in page[earlier:]
    assert "Chapter one." in page[earlier:]


def test_the_workroom_says_what_a_report_plans(job: Job, ada: Person, ben: Person) -> None:
    send(ben, job, plans="Chapter three.")
    page = signed_in(ada).get(reverse("workroom", args=[job.pk])).content.decode()
    report = page[page.index("sent the status report") :]
    assert report.index("What was done") < report.index("What comes next") < report.index("Chapter three.")


def test_a_delivery_needs_words_or_a_file(job: Job, ben: Person) -> None:
    first = factories.first(job)
    refused = send(ben, job, **{f"m{first.pk}-percent": 100})
    assert refused.status_code == 422
    assert "Describe what you deliver" in refused.content.decode()
    assert "The groundwork." in refused.content.decode()
    file = SimpleUploadedFile("posters.txt", b"x")
    send(ben, job, **{f"m{first.pk}-percent": 100, f"m{first.pk}-attached": file})
    assert factories.first(job).stage == "delivered"


@pytest.mark.parametrize("changes", [{"done": ""}, {"week": "2020-01-06"}, {"week": "soon"}])
def test_a_wrong_report_is_not_sent(changes: dict[str, str], job: Job, ben: Person) -> None:
    assert send(ben, job, **changes).status_code == 422
    assert not StatusReport.objects.exists()


def test_a_delivery_says_before_it_is_sent_what_reaches_the_freelancer(
    frozen_clock: FrozenClock, ada: Person, ben: Person, olga: Person
) -> None:
    publish(Actor(olga.pk), "dear", Rules(fee_basis_points=500))
    job = factories.funded(ada, ben, 100, policy="dear")
    page = signed_in(ben).get(reverse("reports", args=[job.pk])).content.decode().replace("</data>", "")
    assert "After the fee: " in page
    assert "$95.00." in page
    assert 'data-delivers="Send and deliver milestone {n}"' in page


def test_work_that_is_not_funded_is_said_to_be_unprotected(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    words = "Not protected until Ada funds it"
    bound, funded = factories.bound(ada, ben, 100), factories.funded(ada, ben, 100)
    assert words in signed_in(ben).get(reverse("reports", args=[bound.pk])).content.decode()
    assert words not in signed_in(ben).get(reverse("reports", args=[funded.pk])).content.decode()


def test_last_week_may_be_reported_late(
    job: Job, frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    last = factories.this_week()
    frozen_clock.passes(days=8)
    send(ben, job, week=last.isoformat())
    assert StatusReport.objects.get().late
    assert "Late" in signed_in(ada).get(reverse("reports", args=[job.pk])).content.decode()


def test_sending_again_in_its_week_begins_with_what_was_sent_last(
    job: Job, frozen_clock: FrozenClock, ben: Person
) -> None:
    send(ben, job, done="Chapter one.", plans="Chapter two.", issues="No paper.", blocks="on")
    address = reverse("reports", args=[job.pk])
    page = signed_in(ben).get(address)
    assert page.context["form"].initial == {
        "done": "Chapter one.",
        "plans": "Chapter two.",
        "issues": "No paper.",
        "blocks": True,
    }
    html = page.content.decode()
    assert (
        html.index('aria-labelledby="newest"')
        < html.index("Chapter two.")
        < html.index('<details id="write">')
    )
    assert "Change it and send it again" in html
    frozen_clock.passes(days=7)
    later = signed_in(ben).get(address)
    assert not later.context["form"].initial
    assert '<details id="write">' not in later.content.decode()
    assert 'aria-labelledby="newest"' not in later.content.decode()


def test_a_delivery_by_a_message_empties_nothing(job: Job, ben: Person) -> None:
    send(ben, job, done="Chapter one.")
    form = {"words": "Here it is.", "milestone": factories.first(job).pk}
    signed_in(ben).post(reverse("workroom", args=[job.pk]), form)
    page = signed_in(ben).get(reverse("reports", args=[job.pk]))
    assert page.context["form"].initial["done"] == "Chapter one."


def test_an_hourly_job_may_have_reports_and_says_that_it_needs_none(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    job = factories.hourly_bound(ada, ben)
    for person in (ada, ben):
        page = signed_in(person).get(page_of(job)).content.decode()
        assert "An hourly job needs no status report." in page
        assert "Milestone progress" not in page
    send(ben, job, done="Plates 40 to 60.")
    assert "Plates 40 to 60." in signed_in(ada).get(page_of(job)).content.decode()
