"""The pages of acts that take two operators: what waits, confirming it, and withdrawing it."""

import pytest
from django.urls import reverse

from handsel.config.task_handlers import TASK_HANDLERS
from handsel.console.approvals.queue import approval_queue
from handsel.people.models import Person
from handsel.tasks.worker import work
from handsel.trust.approvals.models import ProposedAct
from handsel.work.jobs.models import Job
from tests import factories
from tests.conftest import FrozenClock
from tests.trust.conduct.reported import answered, appealed, latest, removal_proposed, reported
from tests.web.scenario import post_form, signed_in

COVERS = ("handsel.console.approvals.queue",)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture
def job(frozen_clock: FrozenClock, ada: Person, ben: Person) -> Job:
    return factories.funded(ada, ben, 100)


@pytest.fixture
def oona(db: None) -> Person:
    return Person.objects.create_user("oona@example.org", name="Oona Berg", is_operator=True)


@pytest.fixture
def row(job: Job, ada: Person, ben: Person, olga: Person, oona: Person) -> ProposedAct:
    return removal_proposed(olga, reported(ada, job))


def shown(person: Person, page: str, *args: object) -> str:
    return signed_in(person).get(reverse(page, args=args)).content.decode()


def test_the_other_operator_finds_it_in_the_queue_and_confirms_it(
    row: ProposedAct, ben: Person, olga: Person, oona: Person
) -> None:
    assert (approval_queue(oona).count.counted, approval_queue(olga).count.counted) == (1, 0)
    assert "To confirm" in shown(oona, "console-approvals")
    assert "For another operator" in shown(olga, "console-approvals")
    assert "You proposed it. Another operator confirms" in shown(olga, "console-approval", row.ref)
    assert "Remove Ben Okafor" in shown(oona, "console-approval", row.ref)
    answer = post_form(oona, "console-confirming", row.ref).content.decode()
    assert "Confirmed. Everyone concerned is told." in answer
    while work(TASK_HANDLERS):
        """Remove him."""
    assert "Done" in shown(oona, "console-approval", row.ref)
    assert "Nothing is proposed." in shown(oona, "console-approvals")
    ben.refresh_from_db()
    assert ben.removed_at is not None


def test_who_proposed_it_may_withdraw_it_with_a_reason(row: ProposedAct, olga: Person) -> None:
    assert post_form(olga, "console-approval", row.ref, reason=" ").status_code == 422
    assert post_form(olga, "console-confirming", row.ref).status_code == 409
    answer = post_form(olga, "console-approval", row.ref, reason="A misunderstanding.").content.decode()
    assert "Olga Lind withdrew it" in answer
    again = post_form(olga, "console-approval", row.ref, reason="Once more.")
    assert "done or withdrawn in the meantime" in again.content.decode()


def test_the_case_says_what_it_waits_for(row: ProposedAct, olga: Person, oona: Person) -> None:
    page = shown(oona, "console-case", row.subject)
    assert "another one has to confirm it" in page
    assert reverse("console-approval", args=[row.ref]) in page


def test_with_one_operator_it_shows_when_it_is_done(job: Job, ada: Person, olga: Person) -> None:
    row = removal_proposed(olga, reported(ada, job))
    assert "Takes effect" in shown(olga, "console-approval", row.ref)
    assert "There was no second operator" in shown(olga, "console-approval", row.ref)
    assert "done then" in shown(olga, "console-approvals")
    assert not approval_queue(olga).count


def test_what_nobody_confirmed_in_five_days_is_marked(
    row: ProposedAct, oona: Person, frozen_clock: FrozenClock
) -> None:
    frozen_clock.passes(days=9)
    assert "Late" in shown(oona, "console-approvals")


def test_an_operator_who_is_a_side_finds_nothing(row: ProposedAct, ada: Person) -> None:
    Person.objects.filter(pk=ada.pk).update(is_operator=True)
    ada.refresh_from_db()
    assert signed_in(ada).get(reverse("console-approval", args=[row.ref])).status_code == 404
    assert "Nothing is proposed." in shown(ada, "console-approvals")


def test_who_answered_the_appeal_is_not_counted_on_to_confirm_it(
    row: ProposedAct, ben: Person, oona: Person
) -> None:
    answered(oona, appealed(ben, latest()), is_granted=False)
    assert not approval_queue(oona).count
    assert "To confirm" not in shown(oona, "console-approvals")
    assert "For another operator" in shown(oona, "console-approvals")
    assert post_form(oona, "console-confirming", row.ref).status_code == 409
    third = Person.objects.create_user("pia@example.org", name="Pia Dahl", is_operator=True)
    assert approval_queue(third).count.counted == 1
