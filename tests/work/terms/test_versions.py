"""Versions: numbered, hashed, signed by their proposer, and on the record byte for byte."""

from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest
from django.db import IntegrityError

from handsel.record.deeds import By
from handsel.record.models import Entry
from handsel.work.jobs.models import Job
from handsel.work.jobs.stages import JobKind
from handsel.work.milestones.models import Milestone
from handsel.work.terms.award import To, award
from handsel.work.terms.content import HourlyTerms, WorkView
from handsel.work.terms.refusals import OutOfReach, TermsIncomplete
from handsel.work.terms.versions import (
    bound_version,
    check,
    current_policy,
    effects_of,
    open_version,
    standings_of,
    version_facts,
)
from tests import making

pytestmark = pytest.mark.usefixtures("told")


def test_versions_are_numbered_from_1(ada, ben):
    job = making.awarded(ada, ben)
    making.proposed(ben, job, making.terms(1200), note="A little more.")
    assert list(job.versions.values_list("number", "note", "side")) == [
        (2, "A little more.", "freelancer"),
        (1, "", "client"),
    ]


def test_the_hash_is_of_the_text_and_both_are_on_the_record(ada, ben):
    job = making.awarded(ada, ben)
    version = job.versions.get()
    assert sha256(version.text.encode()).hexdigest() == version.hash == version.terms.hash
    facts = Entry.objects.get(pk=version.entry).facts
    assert (facts["hash"], facts["terms"]) == (version.hash, version.terms.facts())
    assert facts.items() >= version_facts(version).items()


def test_who_proposes_agrees(ada, ben):
    agreement = making.awarded(ada, ben).versions.get().agreements.get()
    assert (agreement.side, agreement.person) == ("client", ada)


def test_which_version_is_open_and_which_binds(ada, ben):
    job = making.awarded(ada, ben)
    assert (open_version(job).number, bound_version(job)) == (1, None)
    making.agreed(ben, job)
    assert (open_version(job), bound_version(job).number) == (None, 1)
    making.proposed(ada, job, making.changed_parts(job, 900))
    assert (open_version(job).number, bound_version(job).number) == (2, 1)


def test_where_the_money_stands_decides_what_a_change_does(ada, ben):
    job = making.funded(ada, ben, 1000, 500)
    first, second = (row.ref for row in job.milestones.all())
    standing = standings_of(Milestone.objects.filter(job=job))[first]
    assert (standing.funded, standing.floor, standing.closed) == (100_000, 0, False)
    found = effects_of(job, making.changed_parts(job, 700, 600))
    assert (found.returned, found.to_fund) == ({first: 30_000}, {second: 10_000})


def test_a_job_that_has_begun_may_drop_all_its_milestones_but_not_have_too_many(ada, ben):
    job = making.bound(ada, ben)
    check(job, making.changed(job, milestones=[]))
    many = [*making.in_force(job).milestones, *(making.a_part(f"Part {n}", 1) for n in range(50))]
    with pytest.raises(TermsIncomplete):
        check(job, making.changed(job, milestones=many))
    with pytest.raises(OutOfReach):
        check(job, making.changed(job, currency="EUR"))


def test_hours_are_refused_until_they_can_be_worked(ada, ben):
    job = making.bound(ada, ben)
    hours = HourlyTerms(5000, 72_000, date(2026, 3, 9), WorkView.OFFERED, by_hand=False)
    with pytest.raises(TermsIncomplete, match="Hours cannot be worked"):
        check(job, making.changed(job, hourly=hours))


def test_the_kind_of_a_job_is_one_that_is_known(ada, ben):
    job = making.bound(ada, ben)
    assert job.kind == JobKind.FIXED
    with pytest.raises(IntegrityError):
        Job.objects.filter(pk=job.pk).update(kind="barter")


def test_there_is_no_policy_without_a_name(db):
    with pytest.raises(TermsIncomplete):
        current_policy("none such")


def test_no_due_date_is_proposed_that_is_over_in_the_house(told, ada, ben):
    making.ensure_presets()
    told(datetime(2026, 3, 3, 4, 59, tzinfo=UTC))
    today = making.terms(milestones=[making.a_part("Last minute", 10, days=0)])
    job = award(By(ada.pk), ada, To(ben), today)
    over = making.terms(milestones=[making.a_part("Late", 10, days=-1), making.a_part("In time", 10)])
    with pytest.raises(TermsIncomplete, match=r"over already: Late\.$"):
        award(By(ada.pk), ada, To(ben), over)
    told.passes(minutes=1)
    with pytest.raises(TermsIncomplete, match="Last minute"):
        making.proposed(ben, job, replace(today, title="The next day"))
    assert making.agreed(ben, job)["bound"]


def test_what_has_begun_keeps_its_due_date_however_late_it_is(told, ada, ben):
    job = making.bound(ada, ben, 1000, 500)
    told.passes(days=20)
    first, second = making.in_force(job).milestones
    making.proposed(ada, job, making.changed_parts(job, 900, 500))
    with pytest.raises(TermsIncomplete, match=rf"over already: {second.name}\.$"):
        making.proposed(ada, job, making.changed(job, milestones=[first, replace(second, due=first.due)]))
