"""The page of conduct: what was decided, what remains possible, and the appeal."""

from datetime import timedelta

import pytest
from django.urls import reverse

from handsel.kernel import clock
from handsel.people.models import Person
from handsel.trust.conduct.models import ConductDecision
from tests import factories
from tests.conftest import FrozenClock
from tests.trust.conduct.reported import (
    answered,
    appealed,
    confirmed,
    decided,
    latest,
    removal_proposed,
    reported,
)
from tests.web.scenario import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def made(ada: Person, ben: Person, olga: Person, outcome: str) -> ConductDecision:
    return decided(olga, reported(ada, factories.funded(ada, ben, 1000), evidence=[1]), outcome)


def read(person: Person) -> str:
    return signed_in(person).get(reverse("conduct")).content.decode()


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("dismiss", "there is nothing to appeal"),
        ("warn", "you can do everything as before"),
        ("suspend", "You are suspended until"),
    ],
)
def test_the_person_reads_the_decision_and_what_remains_possible(
    ada: Person, ben: Person, olga: Person, outcome: str, words: str
) -> None:
    decision = made(ada, ben, olga, outcome)
    page = read(ben)
    for sentence in (words, "The message says so.", decision.ground_text, "№ 1"):
        assert sentence in page
    assert "He asked me to pay him directly." not in page
    assert ("You can appeal once" in page) == (outcome != "dismiss")
    assert "The message says so." not in read(ada)


def test_the_reporter_reads_only_whether_something_was_done(ada: Person, ben: Person, olga: Person) -> None:
    made(ada, ben, olga, "warn")
    assert "Acted on" in read(ada)
    made(ada, ben, olga, "dismiss")
    assert "Dismissed" in read(ada)


def test_an_appeal_is_sent_and_says_who_answers(ada: Person, ben: Person, olga: Person, eve: Person) -> None:
    decision = made(ada, ben, olga, "warn")
    assert "This site has no other operator now" in read(ben)
    Person.objects.filter(pk=eve.pk).update(is_operator=True)
    assert "This site has no other operator now" not in read(ben)
    address = reverse("conduct-appeal", args=[decision.case])
    assert signed_in(ben).post(address, {"reason": ""}).status_code == 422
    page = signed_in(ben).post(address, {"reason": "It was a courier."}, follow=True).content.decode()
    for words in ("Appealed", "It was a courier.", "Another operator decides by"):
        assert words in page
    assert signed_in(ben).post(address, {"reason": "Again."}).status_code == 409
    assert latest().appeal == "It was a courier."


def test_what_was_overturned_says_so_and_suspends_nobody(
    ada: Person, ben: Person, olga: Person, eve: Person
) -> None:
    Person.objects.filter(pk=eve.pk).update(is_operator=True)
    answered(eve, appealed(ben, made(ada, ben, olga, "suspend")), is_granted=True)
    page = read(ben)
    assert "It was overturned and counts for nothing." in page
    assert "You are suspended until" not in page


def test_after_its_days_a_decision_cannot_be_appealed(
    frozen_clock: FrozenClock, ada: Person, ben: Person, olga: Person
) -> None:
    decision = made(ada, ben, olga, "warn")
    frozen_clock(decision.appeal_by + timedelta(seconds=1))
    assert "You can appeal once" not in read(ben)
    assert decision.appeal_by < clock.now()


def test_where_nothing_was_decided_the_page_says_so(ada: Person) -> None:
    page = read(ada)
    assert "There are none." in page
    assert "You have not reported anyone." in page


def test_an_open_session_is_suspended_at_once_and_still_releases(
    ada: Person, ben: Person, olga: Person
) -> None:
    milestone = factories.delivered(ada, ben, 1000, 500)
    client = signed_in(ada)
    decided(olga, reported(ben, milestone.job), "suspend")
    page = client.get("/").content.decode()
    assert "Suspended until" in page
    assert reverse("conduct") in page
    second = milestone.job.milestones.get(position=2)
    form = {"milestone": second.pk, "expected": "500.00"}
    refused = client.post(reverse("fund", args=[milestone.job_id]), form, follow=True)
    assert "and cannot begin anything new" in refused.content.decode()
    paid = client.post(reverse("release", args=[milestone.pk]), {"amount": "1000.00"})
    assert paid.status_code == 302
    milestone.refresh_from_db()
    assert milestone.stage == "released"


def test_forms_that_begin_something_say_at_once_that_they_cannot_be_sent(
    ada: Person, ben: Person, olga: Person
) -> None:
    job = factories.bound(ada, ben, 1000, 500)
    factories.proposed(ben, job, factories.changed_parts(job, 1100, 500))
    client = signed_in(ada)
    addresses = [reverse("award"), reverse("terms", args=[job.pk])]
    for address in addresses:
        assert "You cannot send this now" not in client.get(address).content.decode()
    decided(olga, reported(ben, job), "suspend")
    for address in addresses:
        page = client.get(address).content.decode()
        assert "You cannot send this now" in page
        assert '<button class="primary" disabled>' in page
    billing = client.get(reverse("job-billing", args=[job.pk])).content.decode()
    assert f'popovertarget="fund-{factories.first(job).pk}" disabled' in billing


def test_a_suspended_freelancer_reads_at_the_timer_that_it_cannot_start(
    ada: Person, ben: Person, olga: Person
) -> None:
    job = factories.hourly_bound(ada, ben)
    decided(olga, reported(ada, job), "suspend")
    page = signed_in(ben).get(reverse("time", args=[job.pk])).content.decode()
    assert "You cannot send this now" in page
    assert "Time during your suspension cannot be added" in page


def test_forms_that_begin_something_say_so_to_a_removed_person_too(ada: Person, ben: Person) -> None:
    job = factories.bound(ada, ben, 1000, 500)
    Person.objects.filter(pk=ada.pk).update(removed_at=clock.now())
    client = signed_in(ada)
    page = client.get(reverse("award")).content.decode()
    assert "You were removed from this site, and this begins something new." in page
    assert '<button class="primary" disabled>' in page
    billing = client.get(reverse("job-billing", args=[job.pk])).content.decode()
    assert f'popovertarget="fund-{factories.first(job).pk}" disabled' in billing


def test_a_removal_ahead_is_on_home_and_its_reporter_reads_that_it_is_decided(
    ada: Person, ben: Person, olga: Person, eve: Person
) -> None:
    Person.objects.filter(pk=eve.pk).update(is_operator=True)
    row = removal_proposed(olga, reported(ada, factories.funded(ada, ben, 1000), evidence=[1]))
    home = signed_in(ben).get("/").content.decode()
    assert "Your removal from this site was proposed" in home
    assert "You can appeal once, by" in home
    assert "Decided, waits for a second operator" in read(ada)
    confirmed(eve, row)
    assert latest().removed_at or "Decided, takes effect" in read(ada)
    assert "removal from this site was proposed" not in signed_in(ada).get("/").content.decode()
