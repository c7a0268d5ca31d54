"""An operator who takes no part decides a case once, for reasons that the person reads."""

from datetime import date, timedelta
from functools import partial

import pytest

from handsel.kernel import clock, identifiers
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.refusals import NotFound
from handsel.notices.models import Notice
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.trust.conduct.cases import find_case, open_flags, open_reports
from handsel.trust.conduct.deciding import decide_case
from handsel.trust.conduct.flagging import flag
from handsel.trust.conduct.outcomes import ConductOutcome, Ground
from handsel.trust.conduct.refusals import CaseDecided, EndNotAhead, GroundUnfit, WordsMissing
from handsel.trust.conduct.verdicts import Verdict
from handsel.work.workroom.detector.kinds import Detection, Kind
from handsel.work.workroom.posting import post
from tests import factories
from tests.auditing import faults
from tests.time_travel import at_once
from tests.trust.conduct.reported import decided, latest, reported
from tests.web.scenario import work_all

COVERS = ("handsel.trust.conduct.entries.decisions", "handsel.trust.conduct.entries.house")
pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.mark.parametrize("outcome", [row for row in ConductOutcome if row is not ConductOutcome.REMOVE])
def test_a_decision_is_on_three_records_and_both_people_are_told(ada, ben, olga, report, outcome):
    decision = decided(olga, report, outcome)
    assert (decision.person, decision.outcome, decision.decided_by) == (ben, outcome, olga.pk)
    subjects = Entry.objects.filter(kind__in=["conduct.decided", "conduct.case_decided"])
    assert set(subjects.values_list("chain__subject", flat=True)) == {ben.pk, HOUSE}
    assert Entry.objects.get(kind="conduct.report_answered").chain.subject == ada.pk
    work_all()
    notice = Notice.objects.get(person=ben, href__contains="conduct")
    assert notice.words == "The message says so."
    assert ("appeal" in notice.detail) == (outcome != "dismiss")
    answer = Notice.objects.get(person=ada, title__contains="your report")
    assert ("dismissed" in answer.detail) == (outcome == "dismiss")
    assert "The message says so." not in answer.words
    assert not open_reports().exists()
    assert faults() == []


def test_only_operators_who_take_no_part_decide(ada, ben, eve, report):
    for person in (ada, ben, eve):
        with pytest.raises(NotFound):
            decided(person, report)
    with pytest.raises(NotFound):
        decide_case(Actor(HOUSE), find_case(report.ref), Verdict(ConductOutcome.WARN, Ground.RULES, "So."))
    for person in (ada, ben):
        person.is_operator = True
        person.save()
        with pytest.raises(NotFound):
            decided(person, report)


def test_a_case_is_decided_once(olga, otto, report):
    decided(olga, report)
    with pytest.raises(CaseDecided):
        decided(otto, report, "dismiss")
    assert latest().outcome == "warn"


def test_a_decision_needs_words_and_a_reason_that_fits(olga, report):
    with pytest.raises(WordsMissing):
        decided(olga, report, reason="\n")
    for outcome, ground in (("dismiss", Ground.ABUSE), ("warn", Ground.NO_BREACH)):
        with pytest.raises(GroundUnfit):
            decided(olga, report, outcome, ground=ground)
    decision = decided(olga, report, reason="x" * 100_000)
    assert len(decision.reason) == 100_000


@pytest.mark.parametrize("last", [None, date(2026, 3, 2), date(2026, 3, 1), date(2027, 3, 4)])
def test_a_suspension_ends_after_today_and_within_a_year(olga, report, last):
    with pytest.raises(EndNotAhead):
        decided(olga, report, "suspend", last_day=last)
    assert not open_reports().exclude(ref=report.ref).exists()


def test_flagged_words_are_a_case_too(ada, ben, olga, job):
    post(Actor(ben.pk), job, words="My PayPal, or my card.", files=[], acknowledged=True)
    entry = Entry.objects.get(kind="message.posted")
    words = [Detection(Kind.SERVICE, "My PayPal", 0, 9), Detection(Kind.CARD, "my card", 14, 21)]
    flag(job, entry, words, clock.now())
    case = find_case(entry.pk)
    assert (case.person, case.evidence, len(case.flags), case.report) == (ben, [entry.number], 2, None)
    assert case.due - clock.now() > timedelta(days=6)
    decide_case(
        Actor(olga.pk), case, Verdict(ConductOutcome.WARN, Ground.PAYMENT_OUTSIDE, "It asks for PayPal.")
    )
    assert not open_flags().exists()
    assert latest().person == ben
    assert faults() == []


@pytest.mark.django_db
def test_what_is_no_case_is_not_found():
    with pytest.raises(NotFound):
        find_case(identifiers.new())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("outcomes", [("warn", "dismiss"), ("suspend", "warn")])
def test_of_two_operators_who_decide_at_once_one_does(ada, ben, olga, otto, outcomes):
    report = reported(ada, factories.funded(ada, ben, 1000))
    verdicts = zip((olga, otto), outcomes, strict=True)
    results = at_once(*(partial(decided, person, report, outcome) for person, outcome in verdicts))
    assert sorted(type(result).__name__ for result in results) == ["CaseDecided", "ConductDecision"]
    assert Entry.objects.filter(kind="conduct.decided").count() == 1
    ben.refresh_from_db()
    assert (ben.suspended_until is not None) == (latest().outcome == "suspend")
    assert faults() == []
