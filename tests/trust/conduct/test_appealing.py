"""A decision is appealed once, another operator decides; overturned, it counts for nothing."""

from datetime import timedelta
from functools import partial

import pytest

from handsel.kernel import clock
from handsel.kernel.refusals import NotFound
from handsel.notices.models import Notice
from handsel.record.actions import Actor
from handsel.trust.approvals.judges import operators_now
from handsel.trust.conduct.appealing import answer_appeal, appeal_conduct, auto_stand
from handsel.trust.conduct.judges import could_answer
from handsel.trust.conduct.refusals import AppealOfOwn, AppealOver, NoAppeal, NotAppealable, WordsMissing
from tests import factories
from tests.auditing import faults
from tests.time_travel import at_once, let_pass
from tests.trust.conduct.reported import answered, appealed, decided, latest, reported
from tests.web.scenario import work_all

COVERS = ("handsel.trust.conduct.entries.appeals", "handsel.trust.conduct.judges")
pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.mark.parametrize(("is_granted", "stage"), [(True, "overturned"), (False, "upheld")])
def test_another_operator_decides_an_appeal(ada, ben, olga, otto, report, is_granted, stage):
    appealed(ben, decided(olga, report, "suspend"))
    with pytest.raises(AppealOfOwn):
        answered(olga, latest(), is_granted=is_granted)
    answered(otto, latest(), is_granted=is_granted)
    ben.refresh_from_db()
    assert (latest().stage, latest().answered_by) == (stage, otto.pk)
    assert (ben.suspended_until is None) == is_granted
    with pytest.raises(NoAppeal):
        answered(otto, latest(), is_granted=True)
    work_all()
    assert Notice.objects.filter(person=ben, title__contains="Your appeal was").count() == 1
    assert faults() == []


def test_of_an_overturned_decision_nothing_is_left_to_read_in_the_inbox(ben, olga, otto, report):
    appealed(ben, decided(olga, report, "suspend"))
    answered(otto, latest(), is_granted=True)
    work_all()
    unread = Notice.objects.filter(person=ben, read_at=None, href__contains="conduct")
    assert "granted" in unread.latest("pk").title


def test_an_appeal_that_nobody_decides_leaves_the_decision(frozen_clock, ben, olga, report):
    appealed(ben, decided(olga, report))
    with pytest.raises(NotAppealable):
        appealed(ben, latest())
    let_pass(frozen_clock, days=8)
    assert latest().stage == "stands"
    with pytest.raises(NoAppeal):
        answered(olga, latest(), is_granted=True)
    assert faults() == []


def test_an_appeal_comes_before_its_last_instant_and_so_does_its_answer(
    frozen_clock, ben, olga, otto, report
):
    decision = decided(olga, report)
    frozen_clock(decision.appeal_by)
    with pytest.raises(AppealOver):
        appealed(ben, decision)
    frozen_clock.passes(microseconds=-1)
    answer_by = appealed(ben, decision).answer_by
    frozen_clock(answer_by)
    with pytest.raises(AppealOver):
        answered(otto, latest(), is_granted=True)
    auto_stand(str(decision.pk), clock.now())
    assert latest().stage == "stands"


def test_only_the_person_appeals_and_only_what_does_something_to_them(ada, ben, olga, report):
    decision = decided(olga, report)
    for person in (ada, olga):
        with pytest.raises(NotFound):
            appealed(person, decision)
    with pytest.raises(WordsMissing):
        appeal_conduct(Actor(ben.pk), decision, reason="")
    auto_stand(str(decision.pk), clock.now())
    assert latest().stage == "decided"


def test_a_dismissal_is_not_appealed(ben, olga, report):
    with pytest.raises(NotAppealable):
        appealed(ben, decided(olga, report, "dismiss"))


def test_an_operator_who_is_a_side_answers_no_appeal(ada, ben, olga, report):
    decision = appealed(ben, decided(olga, report))
    ada.is_operator = True
    ada.save()
    assert not could_answer(decision, operators_now())
    with pytest.raises(NotFound):
        answered(ada, decision, is_granted=False)


def test_another_operator_could_answer(ben, olga, otto, report):
    assert could_answer(decided(olga, report), operators_now())


@pytest.mark.django_db(transaction=True)
def test_an_appeal_is_answered_once_though_its_time_ends_meanwhile(frozen_clock, ada, ben, olga, otto):
    report = reported(ada, factories.funded(ada, ben, 1000))
    decision = appealed(ben, decided(olga, report, "suspend"))
    last = decision.answer_by
    frozen_clock(last)
    in_time = Actor(otto.pk, last - timedelta(microseconds=1))
    grant = partial(answer_appeal, in_time, decision, is_granted=True, reason="I read it again.")
    at_once(grant, partial(auto_stand, str(decision.pk), last))
    assert latest().stage in ("overturned", "stands")
    ben.refresh_from_db()
    assert (ben.suspended_until is None) == (latest().stage == "overturned")
    assert faults() == []


@pytest.mark.django_db(transaction=True)
def test_who_appeals_twice_at_once_appeals_once(ada, ben, olga):
    decision = decided(olga, reported(ada, factories.funded(ada, ben, 1000)))
    results = at_once(*(partial(appealed, ben, decision) for _ in range(2)))
    assert sorted(type(result).__name__ for result in results) == ["ConductDecision", "NotAppealable"]
    assert faults() == []
