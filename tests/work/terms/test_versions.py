"""Versions: numbered, hashed, signed by their proposer, and on the record byte for byte."""

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from django.db import IntegrityError

from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.work.jobs.lifecycle import JobKind
from handsel.work.jobs.models import Job
from handsel.work.milestones.models import Milestone
from handsel.work.terms.award import Awardee, award
from handsel.work.terms.refusals import ExceedsPaid, TermsIncomplete
from handsel.work.terms.versions import (
    bound_version,
    check,
    current_policy,
    effects_of,
    milestone_funds,
    open_version,
    version_facts,
)
from tests import factories

pytestmark = pytest.mark.usefixtures("frozen_clock")


def test_versions_are_numbered_from_1(ada, ben):
    job = factories.awarded(ada, ben)
    factories.proposed(ben, job, factories.terms(1200), note="A little more.")
    assert list(job.versions.values_list("number", "note", "side")) == [
        (2, "A little more.", "freelancer"),
        (1, "", "client"),
    ]


def test_the_hash_is_of_the_text_and_both_are_on_the_record(ada, ben):
    job = factories.awarded(ada, ben)
    version = job.versions.get()
    assert sha256(version.text.encode()).hexdigest() == version.hash == version.terms.hash
    facts = Entry.objects.get(pk=version.entry).facts
    assert (facts["hash"], facts["terms"]) == (version.hash, version.terms.facts())
    assert facts.items() >= version_facts(version).items()


def test_who_proposes_agrees(ada, ben):
    agreement = factories.awarded(ada, ben).versions.get().agreements.get()
    assert (agreement.side, agreement.person) == ("client", ada)


def test_which_version_is_open_and_which_binds(ada, ben):
    job = factories.awarded(ada, ben)
    assert (open_version(job).number, bound_version(job)) == (1, None)
    factories.agreed(ben, job)
    assert (open_version(job), bound_version(job).number) == (None, 1)
    factories.proposed(ada, job, factories.changed_parts(job, 900))
    assert (open_version(job).number, bound_version(job).number) == (2, 1)


def test_where_the_money_stands_decides_what_a_change_does(ada, ben):
    job = factories.funded(ada, ben, 1000, 500)
    first, second = (row.ref for row in job.milestones.all())
    funds = milestone_funds(Milestone.objects.filter(job=job))[first]
    assert (funds.funded, funds.floor, funds.closed) == (100_000, 0, False)
    result = effects_of(job, factories.changed_parts(job, 700, 600))
    assert (result.returned, result.to_fund) == ({first: 30_000}, {second: 10_000})


def test_a_job_that_has_begun_may_drop_all_its_milestones_but_not_have_too_many(ada, ben):
    job = factories.bound(ada, ben)
    check(job, factories.changed(job, milestones=[]))
    many = [*factories.in_force(job).milestones, *(factories.a_part(f"Part {n}", 1) for n in range(50))]
    with pytest.raises(TermsIncomplete):
        check(job, factories.changed(job, milestones=many))
    with pytest.raises(ExceedsPaid):
        check(job, factories.changed(job, currency="EUR"))


def test_a_job_keeps_its_kind_for_good(ada, ben):
    fixed, hourly = factories.bound(ada, ben), factories.hourly_bound(ada, ben)
    for job, other in ((fixed, hourly), (hourly, fixed)):
        with pytest.raises(TermsIncomplete, match="stays"):
            check(job, factories.in_force(other))


def test_the_kind_of_a_job_is_one_that_is_known(ada, ben):
    job = factories.bound(ada, ben)
    assert job.kind == JobKind.FIXED
    with pytest.raises(IntegrityError):
        Job.objects.filter(pk=job.pk).update(kind="barter")


def test_there_is_no_policy_without_a_name(db):
    with pytest.raises(TermsIncomplete):
        current_policy("none such")


def test_no_due_date_is_proposed_that_is_over_in_the_house(frozen_clock, ada, ben):
    factories.ensure_presets()
    frozen_clock(datetime(2026, 3, 3, 4, 59, tzinfo=UTC))
    today = factories.terms(milestones=[factories.a_part("Last minute", 10, days=0)])
    job = award(Actor(ada.pk), ada, Awardee(ben), today)
    over = factories.terms(
        milestones=[factories.a_part("Late", 10, days=-1), factories.a_part("In time", 10)]
    )
    with pytest.raises(TermsIncomplete, match=r"in the past: Late\.$"):
        award(Actor(ada.pk), ada, Awardee(ben), over)
    frozen_clock.passes(minutes=1)
    with pytest.raises(TermsIncomplete, match="Last minute"):
        factories.proposed(ben, job, replace(today, title="The next day"))
    assert factories.agreed(ben, job)["bound"]


def test_what_has_begun_keeps_its_due_date_however_late_it_is(frozen_clock, ada, ben):
    job = factories.bound(ada, ben, 1000, 500)
    frozen_clock.passes(days=20)
    first, second = factories.in_force(job).milestones
    factories.proposed(ada, job, factories.changed_parts(job, 900, 500))
    with pytest.raises(TermsIncomplete, match=rf"in the past: {second.name}\.$"):
        factories.proposed(
            ada, job, factories.changed(job, milestones=[first, replace(second, due=first.due)])
        )
