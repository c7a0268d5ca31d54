"""The page of a dispute in the queue: who has it, until when it waits, and the notes of operators."""

from uuid import uuid4

import pytest
from django.urls import reverse

from handsel.kernel import clock
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.trust.casework.acts import add_note, take
from handsel.trust.casework.models import Assignment, OperatorNote
from handsel.trust.conduct.models import ConductReport
from handsel.trust.disputes.deciding import decide_dispute, read_dispute
from handsel.trust.disputes.models import Dispute
from tests import factories
from tests.conftest import FrozenClock
from tests.factories import usd
from tests.trust.conduct.reported import appealed, decided, reported
from tests.trust.conduct.reported import latest as latest_decision
from tests.trust.disputing import handed, latest, opened
from tests.web.scenario import post_form, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture
def dispute(frozen_clock: FrozenClock, ada: Person, ben: Person, olga: Person) -> Dispute:
    return handed(opened(ada, factories.delivered(ada, ben, 1000, 500)))


def item(person: Person, dispute: Dispute) -> str:
    return signed_in(person).get(reverse("console-item", args=["disputes", dispute.pk])).content.decode()


def test_it_is_taken_and_handed_back(dispute: Dispute, olga: Person) -> None:
    assert "Nobody has it" in item(olga, dispute)
    answer = post_form(olga, "console-taking", "disputes", dispute.pk)
    assert "Olga Lind has it" in answer.content.decode()
    assert "Olga Lind" in signed_in(olga).get(reverse("console-disputes")).content.decode()
    post_form(olga, "console-return", "disputes", dispute.pk)
    assert not Assignment.objects.exists()


def test_who_has_it_stops_no_other_operator(dispute: Dispute, olga: Person) -> None:
    oona = Person.objects.create_user("oona@example.org", name="Oona Berg", is_operator=True)
    take(Actor(oona.pk), "disputes", str(dispute.pk))
    assert "Take it over" in item(olga, dispute)
    read_dispute(Actor(olga.pk), dispute)
    decide_dispute(Actor(olga.pk), latest(), to_freelancer=usd(300), reason="By the record.")
    assert "Does not wait" in item(olga, latest())


def test_notes_are_for_operators_alone(dispute: Dispute, ada: Person, olga: Person) -> None:
    post_form(olga, "console-item", "disputes", dispute.pk, note="Ask for the drawings.")
    assert "Ask for the drawings." in item(olga, dispute)
    assert "Ask for the drawings." not in signed_in(olga).get(reverse("console-record")).content.decode()
    room = signed_in(ada).get(reverse("workroom", args=[dispute.job_id])).content.decode()
    assert "Ask for the drawings." not in room


def test_an_operator_who_is_a_side_finds_nothing(dispute: Dispute, ada: Person, olga: Person) -> None:
    add_note(Actor(olga.pk), "disputes", str(dispute.pk), note="Ask for the drawings.")
    ada.is_operator = True
    ada.save()
    client = signed_in(ada)
    assert client.get(reverse("console-item", args=["disputes", dispute.pk])).status_code == 404
    assert client.post(reverse("console-taking", args=["disputes", dispute.pk])).status_code == 404


@pytest.fixture
def report(frozen_clock: FrozenClock, ada: Person, ben: Person, olga: Person) -> ConductReport:
    return reported(ada, factories.funded(ada, ben, 100))


def test_a_case_of_conduct_is_taken_noted_and_has_its_time(
    report: ConductReport, ada: Person, olga: Person, frozen_clock: FrozenClock
) -> None:
    address = reverse("console-item", args=["conduct", report.ref])
    assert "Conduct of Ben Okafor" in signed_in(olga).get(address).content.decode()
    taken = post_form(olga, "console-taking", "conduct", report.ref).content.decode()
    assert "Olga Lind has it" in taken
    assert "Olga Lind" in signed_in(olga).get(reverse("console-conduct")).content.decode()
    noted = post_form(olga, "console-item", "conduct", report.ref, note="Ask for the receipt.")
    assert "Ask for the receipt." in noted.content.decode()
    frozen_clock.passes(days=9)
    assert "Late" in signed_in(olga).get(address).content.decode()
    decided(olga, report)
    assert "Does not wait" in signed_in(olga).get(address).content.decode()
    appealed(latest_decision().person, latest_decision())
    assert "Waits" in signed_in(olga).get(address).content.decode()


def test_a_case_is_no_matter_for_a_side_nor_is_what_is_none(
    report: ConductReport, ada: Person, olga: Person
) -> None:
    Person.objects.filter(pk=ada.pk).update(is_operator=True)
    ada.refresh_from_db()
    assert signed_in(ada).get(reverse("console-item", args=["conduct", report.ref])).status_code == 404
    for item in (uuid4(), "no-case", "7"):
        assert signed_in(olga).get(reverse("console-item", args=["conduct", item])).status_code == 404


def test_until_when_it_waits_is_said_and_late_is_marked(
    dispute: Dispute, olga: Person, frozen_clock: FrozenClock
) -> None:
    assert "Decision due" in item(olga, dispute)
    frozen_clock.passes(seconds=(dispute.decide_by - clock.now()).total_seconds() + 60)
    assert "Late" in item(olga, dispute)


def test_an_empty_note_stands_again(dispute: Dispute, olga: Person) -> None:
    assert post_form(olga, "console-item", "disputes", dispute.pk, note=" ").status_code == 422
    assert not OperatorNote.objects.exists()


def test_what_no_operator_was_given_is_no_matter(ada: Person, ben: Person, olga: Person) -> None:
    negotiated = opened(ada, factories.delivered(ada, ben, 1000))
    address = reverse("console-item", args=["disputes", negotiated.pk])
    assert signed_in(olga).get(address).status_code == 404
