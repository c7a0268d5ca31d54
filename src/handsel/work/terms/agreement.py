"""Proposing, agreeing, declining: how a version becomes binding, and what that does."""

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.json import Facts
from handsel.people.models import Person
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.job_timers import cancel_lapse
from handsel.work.jobs.lifecycle import UNBOUND, JobStage, Side
from handsel.work.jobs.models import Job
from handsel.work.jobs.refusals import InvalidState
from handsel.work.milestones.deadline_guards import refuse_while_due
from handsel.work.terms.apply_terms import apply_terms
from handsel.work.terms.award import has_lapsed
from handsel.work.terms.content import Terms
from handsel.work.terms.entries import versions
from handsel.work.terms.entries.agreement import AGREED
from handsel.work.terms.models import Version
from handsel.work.terms.refusals import (
    AwardLapsed,
    PolicyChanged,
    SameTerms,
    SideRemoved,
    TermsChanged,
    UnknownInvitee,
)
from handsel.work.terms.versions import (
    add_version,
    bound_version,
    check,
    check_new,
    current_policy,
    open_version,
    policy_under,
    sign,
    version_facts,
)


@act(versions.PROPOSED, Side.CLIENT, Side.FREELANCER)
def propose(context: JobContext, job: Job, *, terms: Terms, base: int, note: str = "") -> Facts:
    """Propose a version that replaces the open one; `base` is the newest version the proposer saw.

    Raises `TermsChanged` if there is a newer one, `SameTerms` if nothing differs from the current one,
    and `ExceedsPaid` or `TermsIncomplete` if it could never bind.
    """
    last = job.versions.order_by("-number").first()
    if last is None or last.number != base:
        raise TermsChanged
    _refuse_ended(job)
    _refuse_lapsed(context, job)
    current = open_version(job) or bound_version(job)
    if current is not None and current.hash == terms.hash:
        raise SameTerms
    if job.stage in UNBOUND:
        current_policy(terms.policy)
    check_new(context, terms)
    _end_open(context, job, Version.State.REPLACED)
    if job.stage == JobStage.AWARDED:
        job.move(JobStage.IN_TERMS)
        job.save(force_update=True)
    return version_facts(add_version(context, terms, number=last.number + 1, note=note))


@act(AGREED, Side.CLIENT, Side.FREELANCER)
def agree(
    context: JobContext, job: Job, *, version: int, hash: str, policy_version: int | None = None
) -> Facts:
    """Agree to a version by its hash; when both sides have agreed, it binds in this same act.

    `policy_version` is the version of the policy that was read. Raises `PolicyChanged` if agreeing would pin
    another one.
    """
    _refuse_lapsed(context, job)
    opened = _get_open(job, version)
    if policy_version is not None and policy_version != policy_under(job, opened.terms).version:
        raise PolicyChanged
    if opened.hash != hash:
        raise TermsChanged
    if job.freelancer is None:
        raise UnknownInvitee
    if opened.side == context.side:
        raise InvalidState(
            gettext_noop("You have already agreed to this version. It is waiting for the other side.")
        )
    _refuse_removed(job)
    sign(context, opened, context.side)
    return {"version": version, "hash": hash, **_bind(context, opened)}


@act(versions.DECLINED, Side.CLIENT, Side.FREELANCER)
def decline(context: JobContext, job: Job, *, version: int, reason: str = "") -> Facts:
    """Decline the other side's proposal; what was agreed before stays in force."""
    opened = _get_open(job, version)
    if opened.side == context.side:
        raise InvalidState(gettext_noop("This is your own proposal. Withdraw it instead."))
    _end_open(context, job, Version.State.DECLINED)
    return {"version": version, "reason": reason}


@act(versions.WITHDRAWN, Side.CLIENT, Side.FREELANCER)
def withdraw(context: JobContext, job: Job, *, version: int) -> Facts:
    """Withdraw one's own proposal while it is unanswered."""
    opened = _get_open(job, version)
    if opened.side != context.side:
        raise InvalidState(gettext_noop("This is the other side's proposal. Decline it instead."))
    _end_open(context, job, Version.State.WITHDRAWN)
    return {"version": version}


def _get_open(job: Job, number: int) -> Version:
    opened = open_version(job)
    if opened is None or opened.number != number:
        raise TermsChanged
    return opened


def _refuse_removed(job: Job) -> None:
    """Nothing binds with somebody who was removed; a removal that comes meanwhile finds what bound."""
    sides = [party.person_id for party in job.sides()]
    if Person.objects.filter(pk__in=sides, removed_at__isnull=False).exists():
        raise SideRemoved


def _refuse_ended(job: Job) -> None:
    if job.ended_by:
        raise InvalidState(gettext_noop("This job is ending. Its terms can no longer change."))


def _refuse_lapsed(context: JobContext, job: Job) -> None:
    if has_lapsed(job, context.at):
        raise AwardLapsed


def _end_open(context: JobContext, job: Job, state: Version.State) -> None:
    Version.objects.filter(job=job, state=Version.State.PROPOSED).update(state=state, ended_at=context.at)


def _bind(context: JobContext, version: Version) -> Facts:
    """Put a version in force: pin the policy, apply it to the milestones, return what it frees."""
    job, terms = context.job, version.terms
    _refuse_ended(job)
    refuse_while_due(job, context.at)
    check(job, terms)
    first = job.stage in UNBOUND
    Version.objects.filter(job=job, state=Version.State.BOUND).update(
        state=Version.State.REPLACED, ended_at=context.at
    )
    version.state, version.ended_at = Version.State.BOUND, None
    version.save(update_fields=["state", "ended_at"])
    job.title, job.description = terms.title, terms.description
    job.currency, job.auto_release_days = terms.currency, terms.auto_release_days
    if first:
        _begin(context, terms)
    job.save(force_update=True)
    facts = apply_terms(context, terms, first=first)
    after = {"job": _job_facts(job), **facts["after"]}
    return {"bound": True, "first": first, **facts, "after": after}


def _job_facts(job: Job) -> Facts:
    """The columns of the job that terms in force determine."""
    return {
        "title": job.title,
        "description": job.description,
        "currency": job.currency,
        "auto_release_days": job.auto_release_days,
        "policy": job.policy.name,
        "policy_version": job.policy.version,
    }


def _begin(context: JobContext, terms: Terms) -> None:
    job = context.job
    job.policy = current_policy(terms.policy)
    job.move(JobStage.WORKING)
    job.bound_at, job.lapses_at = context.at, None
    cancel_lapse(job)
