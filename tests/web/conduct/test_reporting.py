"""The page of a report: opened from a message, with that entry picked, and from the job."""

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.trust.conduct.models import ConductReport
from handsel.work.jobs.models import Job
from handsel.work.workroom.posting import post
from tests import factories
from tests.made_once import made_once
from tests.web.scenario import signed_in

COVERS = ("handsel.web.conduct.forms", "handsel.web.base.entry_numbers")
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]
SENT = {"category": "payment outside", "words": "He asked for PayPal.", "evidence": "1"}


@pytest.fixture
@made_once
def job(frozen_clock: object, ada: Person, ben: Person) -> Job:
    job = factories.funded(ada, ben, 1000)
    post(Actor(ben.pk), job, words="Pay me by PayPal.", files=[], acknowledged=True)
    return job


def test_a_message_of_the_other_side_leads_to_the_form_with_its_number(
    job: Job, ada: Person, ben: Person
) -> None:
    number = Entry.objects.get(kind="message.posted").number
    address = f"{reverse('conduct-report', args=[job.pk])}?entry={number}"
    rooms = {person: signed_in(person).get(reverse("workroom", args=[job.pk])) for person in (ada, ben)}
    assert address in rooms[ada].content.decode()
    assert address not in rooms[ben].content.decode()
    assert f'value="{number}"' in signed_in(ada).get(address).content.decode()


def test_a_report_is_sent_and_listed(job: Job, ada: Person) -> None:
    client = signed_in(ada)
    answer = client.post(reverse("conduct-report", args=[job.pk]), SENT, follow=True)
    page = answer.content.decode()
    for words in ("Reported. You are told", "He asked for PayPal.", "Waits for an operator"):
        assert words in page
    assert ConductReport.objects.get().evidence == [1]


def test_a_second_one_leads_to_the_open_one_and_keeps_what_was_typed(job: Job, ada: Person) -> None:
    client, address = signed_in(ada), reverse("conduct-report", args=[job.pk])
    client.post(address, SENT)
    page = client.get(address).content.decode()
    assert "one report at a time" in page
    assert "He asked for PayPal." in page
    assert f"{reverse('conduct')}#report-{ConductReport.objects.get().pk}" in page
    assert "Send the report" not in page
    answer = client.post(address, {**SENT, "words": "And again."})
    assert answer.status_code == 422
    assert "And again." in answer.content.decode()
    assert ConductReport.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"words": " "}, "required"),
        ({"words": "x" * 100_000}, "at most 2000 characters"),
        ({"category": "else"}, "Select a valid choice"),
        ({"evidence": "9999"}, "no entry with one of these numbers"),
        ({"evidence": "the first"}, "Enter numbers of entries"),
    ],
)
def test_a_form_that_is_wrong_stands_again_with_what_was_typed(
    job: Job, ada: Person, changed: dict[str, str], words: str
) -> None:
    answer = signed_in(ada).post(reverse("conduct-report", args=[job.pk]), {**SENT, **changed})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not ConductReport.objects.exists()


def test_a_form_sent_twice_reports_once(job: Job, ada: Person) -> None:
    client, form = signed_in(ada), {**SENT, "key": "01890a5d-ac96-774b-bcce-b302099a8057"}
    answers = [client.post(reverse("conduct-report", args=[job.pk]), form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert ConductReport.objects.count() == 1
