"""An erasure is proposed, both sides are told, and what was said goes once two operators want it."""

import pytest

from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel.identifiers import HOUSE
from handsel.notices.models import Notice
from handsel.record.actions import Actor
from handsel.record.models import Chain, Entry
from handsel.tasks.worker import work
from handsel.trust.erasing.proposing import entry_of, propose_erasure
from handsel.work.milestones.refusals import NotErasable
from handsel.work.workroom.posting import post
from tests import factories
from tests.auditing import faults
from tests.made_once import made_once
from tests.time_travel import let_pass
from tests.trust.conduct.reported import confirmed, withdrawn

COVERS = ("handsel.trust.erasing.entries",)
pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def job(frozen_clock, ada, ben):
    """A job with a message."""
    job = factories.bound(ada, ben, 100)
    post(Actor(ben.pk), job, words="The court sits on Monday.", files=[])
    return job


@pytest.fixture
def otto(eve):
    """Another operator."""
    eve.is_operator = True
    eve.save()
    return eve


def works():
    while work(TASK_HANDLERS):
        """Tell everybody, and do what is due."""


def last(job):
    return Chain.objects.get(subject=job.uuid).size


def proposed(operator, job, entry=None):
    return propose_erasure(Actor(operator.pk), job, entry=entry or last(job), reason="A court ordered it.")


def test_both_sides_are_told_before_and_it_is_erased_by_who_confirmed_it(ada, ben, olga, otto, job):
    row = proposed(olga, job)
    works()
    assert not entry_of(row).is_erased
    for person in (ada, ben):
        notice = Notice.objects.get(person=person, title__contains="proposed to erase")
        assert "another one confirms it" in notice.detail
    confirmed(otto, row)
    works()
    assert entry_of(row).is_erased
    erased = Entry.objects.get(kind="content.erased")
    assert (erased.actor, erased.facts["reason"]) == (otto.pk, "A court ordered it.")
    assert faults() == []


def test_where_one_operator_is_the_house_erases_it_after_72_hours(frozen_clock, ada, ben, olga, job):
    row = proposed(olga, job)
    let_pass(frozen_clock, hours=71)
    assert not entry_of(row).is_erased
    let_pass(frozen_clock, hours=2)
    assert entry_of(row).is_erased
    assert Entry.objects.get(kind="content.erased").actor == HOUSE
    assert faults() == []


def test_withdrawn_both_sides_are_told_that_it_stays(ada, ben, olga, otto, job):
    row = proposed(olga, job)
    withdrawn(otto, row)
    works()
    assert not entry_of(row).is_erased
    assert Notice.objects.filter(title__contains="withdrew the erasure", job=job).count() == 2
    assert proposed(olga, job, entry=entry_of(row).number).stage == "waiting"
    assert faults() == []


@pytest.mark.parametrize("entry", [1, 99])
def test_only_a_message_or_a_report_is_proposed(olga, job, entry):
    with pytest.raises(NotErasable):
        proposed(olga, job, entry=entry)
    assert not Entry.objects.filter(kind="approval.proposed").exists()
