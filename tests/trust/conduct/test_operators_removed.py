"""An operator who is suspended or removed acts as none, counts as none, and is none to wait for."""

from datetime import timedelta

import pytest
from django.urls import reverse

from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel import clock
from handsel.kernel.refusals import NotFound
from handsel.notices.models import Notice
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.tasks.worker import work
from handsel.trust.approvals.judges import has_other_operator, operators_now
from handsel.trust.disputes.judges import judges_of
from handsel.trust.erasing.proposing import propose_erasure
from handsel.work.workroom.posting import post
from tests import factories
from tests.auditing import faults
from tests.time_travel import let_pass
from tests.trust.conduct.reported import confirmed, decided, latest, removal_proposed, reported
from tests.web.scenario import signed_in

COVERS = ("handsel.people.standing", "handsel.trust.approvals.waiting")
pytestmark = pytest.mark.usefixtures("frozen_clock")

OUT = [{"removed_at": True}, {"suspended_until": True}]


def works():
    while work(TASK_HANDLERS):
        """Do what is due."""


def put_out(person, fields):
    Person.objects.filter(pk=person.pk).update(**dict.fromkeys(fields, clock.now() + timedelta(days=1)))


@pytest.mark.parametrize("fields", OUT)
def test_they_open_no_console_and_do_nothing_as_operators(ada, olga, otto, report, fields):
    row = removal_proposed(olga, report)
    put_out(otto, fields)
    client = signed_in(otto)
    assert client.get(reverse("console")).status_code == 404
    assert reverse("console") not in client.get("/").content.decode()
    assert client.get(reverse("opened-job", args=[row.job_id])).status_code == 404
    with pytest.raises(NotFound):
        confirmed(otto, row)
    with pytest.raises(NotFound):
        decided(otto, report, "warn")


@pytest.mark.parametrize("fields", OUT)
def test_they_count_as_none(olga, otto, job, fields):
    assert judges_of(job).count == 2
    put_out(otto, fields)
    assert operators_now() == {olga.pk}
    assert not has_other_operator(job, besides=olga.pk)
    assert judges_of(job).count == 1


def test_who_was_suspended_is_an_operator_again_after_it(frozen_clock, olga, otto):
    put_out(otto, {"suspended_until": True})
    frozen_clock.passes(days=2)
    assert operators_now() == {olga.pk, otto.pk}


def test_what_waited_for_an_operator_who_is_suspended_gets_72_hours(
    frozen_clock, ada, ben, olga, otto, job, report
):
    post(Actor(ben.pk), job, words="The court sits on Monday.", files=[])
    number = Entry.objects.filter(chain__subject=job.uuid).latest("number").number
    erasure = propose_erasure(Actor(olga.pk), job, entry=number, reason="A court ordered it.")
    row = removal_proposed(olga, report)
    works()
    assert (row.stage, erasure.stage) == ("waiting", "waiting")
    decided(olga, reported(ada, factories.funded(ada, otto, 50)), "suspend")
    works()
    later = clock.now() + timedelta(hours=72)
    for waiting in (row, erasure):
        waiting.refresh_from_db()
        assert (waiting.stage, waiting.done_at) == ("scheduled", later)
    titles = Notice.objects.filter(person=ben).values_list("title", flat=True)
    assert any(title.startswith("Your removal from this site has a time now") for title in titles)
    assert Entry.objects.filter(chain__subject=job.uuid, kind="removal.announced").count() == 1
    assert faults() == []
    let_pass(frozen_clock, hours=73)
    ben.refresh_from_db()
    assert ben.removed_at == later
    assert faults() == []


def test_what_waits_for_an_operator_who_is_left_goes_on_waiting(ada, olga, otto, report):
    Person.objects.create_user("oona@example.org", name="Oona Berg", is_operator=True)
    row = removal_proposed(olga, report)
    decided(olga, reported(ada, factories.funded(ada, otto, 50)), "suspend")
    works()
    row.refresh_from_db()
    assert (row.stage, row.done_at, latest().outcome) == ("waiting", None, "suspend")
