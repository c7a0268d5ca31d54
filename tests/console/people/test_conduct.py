"""The page of a person says whether they are suspended or warned, and leads to the case that decides it."""

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.trust.conduct.flagging import flag
from handsel.trust.conduct.models import ConductReport
from handsel.work.jobs.models import Job
from handsel.work.workroom.detector.kinds import Detection, Kind
from handsel.work.workroom.posting import post
from tests import factories
from tests.conftest import FrozenClock
from tests.trust.conduct.reported import decided, reported
from tests.web.scenario import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture
def report(frozen_clock: FrozenClock, ada: Person, ben: Person) -> ConductReport:
    return reported(ada, factories.funded(ada, ben, 1000))


def page(operator: Person, person: Person) -> str:
    return signed_in(operator).get(reverse("console-person", args=[person.pk])).content.decode()


def test_nothing_is_said_where_there_is_no_case(olga: Person, ben: Person) -> None:
    assert "There is no case that you may read." in page(olga, ben)


def test_an_open_report_leads_to_its_decision(olga: Person, ben: Person, report: ConductReport) -> None:
    text = page(olga, ben)
    assert reverse("console-case", args=[report.ref]) in text
    assert "Decide: dismiss, warn, suspend or remove" in text


def test_flagged_words_are_one_case(olga: Person, ada: Person, ben: Person) -> None:
    job = factories.funded(ada, ben, 1000)
    post(Actor(ben.pk), job, words="My PayPal, or my card.", files=[], acknowledged=True)
    entry = Entry.objects.get(kind="message.posted")
    words = [Detection(Kind.SERVICE, "My PayPal", 0, 9), Detection(Kind.CARD, "my card", 14, 21)]
    flag(Job.objects.get(), entry, words, entry.at)
    assert page(olga, ben).count(reverse("console-case", args=[entry.pk])) == 1


@pytest.mark.parametrize(("outcome", "word"), [("warn", "Warned"), ("dismiss", "Dismissed")])
def test_what_was_decided_is_said(
    olga: Person, ben: Person, report: ConductReport, outcome: str, word: str
) -> None:
    decided(olga, report, outcome)
    text = page(olga, ben)
    assert word in text
    assert "cannot begin anything new" not in text


def test_a_suspension_is_said_until_it_ends(
    olga: Person, ben: Person, report: ConductReport, frozen_clock: FrozenClock
) -> None:
    decided(olga, report, "suspend")
    assert "cannot begin anything new" in page(olga, ben)
    frozen_clock.passes(days=12)
    text = page(olga, ben)
    assert "cannot begin anything new" not in text
    assert "Over" in text


def test_of_a_job_of_their_own_an_operator_reads_nothing(
    ada: Person, ben: Person, report: ConductReport
) -> None:
    Person.objects.filter(pk=ada.pk).update(is_operator=True)
    ada.refresh_from_db()
    assert str(report.ref) not in page(ada, ben)
