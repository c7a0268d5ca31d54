"""One side reports the other: on its own record, unseen by the other, once at a time."""

import pytest

from handsel.kernel.refusals import NotFound
from handsel.notices.models import Notice
from handsel.policy.publishing import ensure_presets
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.trust.conduct.cases import open_reports
from handsel.trust.conduct.refusals import AlreadyReported, EntryUnknown, NobodyToReport, WordsMissing
from handsel.work.jobs.models import Job
from handsel.work.terms.award import Awardee, award
from tests import factories
from tests.auditing import faults
from tests.trust.conduct.reported import decided, reported
from tests.web.scenario import work_all

COVERS = ("handsel.trust.conduct.entries.reports", "handsel.trust.conduct.cases")
pytestmark = pytest.mark.usefixtures("frozen_clock")


def test_a_report_is_on_the_reporters_record_and_the_other_side_is_not_told(ada, ben, olga, report):
    entry = Entry.objects.get(kind="conduct.reported")
    assert (entry.chain.subject, entry.pk) == (ada.pk, report.ref)
    assert (report.about, report.evidence) == (ben, [1])
    work_all()
    assert not Notice.objects.filter(person=ben, href__contains="conduct").exists()
    assert "report" in Notice.objects.get(person=olga).title
    assert faults() == []


def test_an_operator_who_is_reported_is_not_told(ada, ben, job):
    ben.is_operator = True
    ben.save()
    reported(ada, job)
    work_all()
    assert not Notice.objects.filter(person=ben, title__contains="report waits").exists()


def test_only_sides_report_and_each_once_until_it_is_decided(ada, ben, olga, eve, job, report):
    for person in (olga, eve):
        with pytest.raises(NotFound):
            reported(person, job)
    with pytest.raises(AlreadyReported):
        reported(ada, job)
    reported(ben, job)
    decided(olga, report)
    reported(ada, job)
    assert open_reports().count() == 2


def test_a_report_without_words_or_of_unknown_entries_is_refused(ada, job):
    with pytest.raises(WordsMissing):
        reported(ada, job, words=" \n")
    for numbers in ([10_000], list(range(1, 40))):
        with pytest.raises(EntryUnknown):
            reported(ada, job, evidence=numbers)


def test_nobody_is_reported_before_they_joined(ada):
    ensure_presets()
    award(Actor(ada.pk), ada, Awardee(email="new@example.org"), factories.terms(50))
    job = Job.objects.get()
    with pytest.raises(NobodyToReport):
        reported(ada, job)
