"""Operators read what a case rests on and nothing else of the job, decide it, and answer appeals."""

import pytest
from django.urls import reverse

from handsel.console.conduct.queue import conduct_queue
from handsel.kernel import clock
from handsel.people.joining import make_operator
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.trust.conduct.cases import find_case
from handsel.trust.conduct.models import ConductReport, Flag
from handsel.work.milestones.erasing import erase
from handsel.work.workroom.posting import post
from tests import factories
from tests.conftest import FrozenClock
from tests.trust.conduct.reported import appealed, decided, latest, reported
from tests.web.scenario import signed_in

COVERS = ("handsel.console.conduct.queue", "handsel.console.conduct.forms")
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]
WARNED = {"outcome": "warn", "ground": "payment outside", "reason": "The message says so."}


@pytest.fixture
def report(ada: Person, ben: Person, frozen_clock: FrozenClock) -> ConductReport:
    job = factories.funded(ada, ben, 1000)
    for words in ("Pay me by PayPal.", "A secret plan."):
        post(Actor(ben.pk), job, words=words, files=[], acknowledged=True)
    first = Entry.objects.filter(kind="message.posted").order_by("number")[0]
    return reported(ada, job, evidence=[first.number])


def read(person: Person, address: str) -> str:
    return signed_in(person).get(address).content.decode()


def page_of(report: ConductReport) -> str:
    return reverse("console-case", args=[report.ref])


def test_a_report_waits_oldest_first_with_its_day(
    report: ConductReport, olga: Person, frozen_clock: FrozenClock
) -> None:
    listed = read(olga, reverse("console-conduct"))
    for words in ("Asks for or offers payment outside", "Ben Okafor", "To decide", page_of(report)):
        assert words in listed
    state = conduct_queue(olga)
    assert (str(state.count), state.soonest) == ("1", find_case(report.ref).due)
    assert "Conduct: 1" in read(olga, reverse("console"))
    frozen_clock.passes(days=10)
    assert "Late" in read(olga, reverse("console-conduct"))


def test_the_case_has_the_words_it_names_and_no_others(report: ConductReport, olga: Person) -> None:
    page = read(olga, page_of(report))
    for words in ("He asked me to pay him directly.", "Pay me by PayPal.", "A decision is due"):
        assert words in page
    for words in ("A secret plan.", "Night tours booking"):
        assert words not in page


def test_the_case_lists_what_was_decided_about_the_person_before(
    report: ConductReport, olga: Person, ada: Person, ben: Person
) -> None:
    assert "None in other cases that you may read." in read(olga, page_of(report))
    warned = decided(olga, reported(ada, factories.bound(ada, ben)))
    page = read(olga, page_of(report))
    assert "Earlier decisions about Ben Okafor" in page
    assert page.count(reverse("console-case", args=[warned.case])) == 1
    assert reverse("console-case", args=[report.ref]) not in read(
        olga, reverse("console-case", args=[warned.case])
    )


def test_of_an_erased_entry_the_case_has_nothing(report: ConductReport, olga: Person) -> None:
    erase(Actor(olga.pk), report.job, entry=report.evidence[0], reason="A court said so.")
    page = read(olga, page_of(report))
    assert "Its content was erased" in page
    assert "Pay me by PayPal." not in page


def test_a_decision_is_made_once_and_refused_in_place(report: ConductReport, olga: Person) -> None:
    client = signed_in(olga)
    for changed, words in (
        ({"reason": ""}, "required"),
        ({"reason": "x" * 100_000}, "at most 2000 characters"),
        ({"ground": "no breach"}, "does not go with this decision"),
        ({"outcome": "suspend"}, "Enter the last day"),
        ({"outcome": "suspend", "last_day": "2026-03-02"}, "tomorrow at the soonest"),
    ):
        answer = client.post(page_of(report), {**WARNED, **changed})
        assert answer.status_code == 422, words
        assert words in answer.content.decode()
    done = client.post(page_of(report), WARNED, follow=True).content.decode()
    assert "Decided. Ben Okafor is told." in done
    again = client.post(page_of(report), WARNED)
    assert "This case was decided already." in again.content.decode()
    assert "No report waits for you." in read(olga, reverse("console-conduct"))


def test_an_appeal_is_answered_by_another_operator(
    report: ConductReport, ben: Person, olga: Person, eve: Person
) -> None:
    Person.objects.filter(pk=eve.pk).update(is_operator=True)
    eve.refresh_from_db()
    decision = appealed(ben, decided(olga, report))
    state = conduct_queue(olga)
    assert (str(state.count), state.soonest) == ("1", decision.answer_by)
    assert "For another operator" in read(olga, reverse("console-conduct"))
    assert "Another operator answers the appeal" in read(olga, page_of(report))
    answer = {"granted": "yes", "reason": "It was a courier."}
    assert "You made the decision" in signed_in(olga).post(page_of(report), answer).content.decode()
    page = signed_in(eve).post(page_of(report), answer, follow=True).content.decode()
    assert "It was overturned and counts for nothing." in page
    assert latest().stage == "overturned"


def test_an_appeal_that_there_is_not_cannot_be_answered(report: ConductReport, olga: Person) -> None:
    assert signed_in(olga).post(page_of(report), {"granted": "no", "reason": "So."}).status_code == 404


def test_operators_who_take_part_see_nothing(report: ConductReport, ada: Person, ben: Person) -> None:
    for person in (ada, ben):
        person.is_operator = True
        person.save()
        assert "No report waits for you." in read(person, reverse("console-conduct"))
        assert signed_in(person).get(page_of(report)).status_code == 404


def test_marked_words_are_decided_too(report: ConductReport, ben: Person, olga: Person) -> None:
    entry = Entry.objects.filter(kind="message.posted").latest("number")
    fields = {"kind": "service", "quoted": "my PayPal", "start": 0, "at": clock.now()}
    Flag.objects.create(job=report.job, person=ben, entry=entry.pk, **fields)
    address = reverse("console-case", args=[entry.pk])
    assert address in read(olga, reverse("console-flags"))
    assert str(conduct_queue(olga).count) == "2"
    assert "my PayPal" in read(olga, address)
    signed_in(olga).post(address, WARNED)
    assert "Nothing is flagged." in read(olga, reverse("console-flags"))


def test_after_marked_words_were_erased_an_appeal_can_be_answered(
    report: ConductReport, ben: Person, olga: Person, eve: Person
) -> None:
    Person.objects.filter(pk=eve.pk).update(is_operator=True)
    eve.refresh_from_db()
    entry = Entry.objects.filter(kind="message.posted").latest("number")
    fields = {"kind": "service", "quoted": "my PayPal", "start": 0, "at": clock.now()}
    Flag.objects.create(job=report.job, person=ben, entry=entry.pk, **fields)
    address = reverse("console-case", args=[entry.pk])
    signed_in(olga).post(address, WARNED)
    appealed(ben, latest())
    erase(Actor(olga.pk), report.job, entry=entry.number, reason="A court said so.")
    Flag.objects.all().delete()
    page = read(eve, address)
    assert "Its content was erased" in page
    assert "my PayPal" not in page
    signed_in(eve).post(address, {"granted": "yes", "reason": "Nothing is left to judge."})
    assert latest().stage == "overturned"


@pytest.mark.usefixtures("report")
def test_an_operator_counts_no_case_of_a_job_of_their_own(ben: Person, olga: Person) -> None:
    assert str(conduct_queue(olga).count) == "1"
    make_operator(ben)
    assert not conduct_queue(ben).count
