"""Awarding a job, and joining it by invitation."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from handsel.kernel import clock, identifiers
from handsel.kernel.i18n import gettext_noop
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.kernel.refusals import NotFound
from handsel.people.calendars import house_calendar
from handsel.people.models import Party, Person
from handsel.people.suspension import lock_people, refuse_beginning
from handsel.record.actions import ActionContext, ActionSpec, Actor, perform
from handsel.record.models import Chain
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.job_timers import close
from handsel.work.jobs.lifecycle import UNBOUND, JobStage, Side
from handsel.work.jobs.models import Job
from handsel.work.jobs.refusals import InvalidState
from handsel.work.terms.content import Terms
from handsel.work.terms.entries import award as entries
from handsel.work.terms.invitations import check_invitation
from handsel.work.terms.models import Version
from handsel.work.terms.refusals import AwardeeRemoved, AwardToOneself, OperatorInvited, SentElsewhere
from handsel.work.terms.versions import add_version, check_new, current_policy, version_facts


@dataclass(frozen=True)
class Awardee:
    """The person a job is awarded to, or an address to invite."""

    person: Person | None = None
    email: str = ""

    def facts(self) -> Facts:
        """The fields as part of a request."""
        return {"person": str(self.person.pk) if self.person else None, "email": self.email}


def award(actor: Actor, client: Person, to: Awardee, terms: Terms, *, note: str = "") -> Job:
    """Award a job with a first version of terms; its Workroom opens, and nothing binds yet.

    Raises `AwardToOneself`, `AwardeeRemoved`, `TermsIncomplete` if the terms could never bind, and for an
    address outside `TooManyInvitations` and `WantsNoInvitations`.
    """
    uuid = identifiers.derived(actor.key, f"job of {actor.id}")
    spec = ActionSpec(
        entries.AWARDED, Chain.Kind.JOB, uuid, {"to": to.facts(), "terms": terms.facts(), "note": note}
    )
    perform(spec, actor, lambda context: _award(context, uuid, client, to, terms, note))
    return Job.objects.get(uuid=uuid)


def _award(context: ActionContext, uuid: UUID, client: Person, to: Awardee, terms: Terms, note: str) -> Facts:
    freelancer = _freelancer(context, client, to)
    if freelancer is None:
        check_invitation(client.party, to.email, context.at)
    job = Job.objects.create(
        uuid=uuid,
        client=client.party,
        freelancer=freelancer.party if freelancer else None,
        invited_email="" if freelancer else to.email,
        invitation=None if freelancer else identifiers.derived(context.id, entries.INVITATION),
        kind=terms.kind,
        title=terms.title,
        description=terms.description,
        currency=terms.currency,
        policy=current_policy(terms.policy),
        awarded_at=context.at,
    )
    job_deed = JobContext(context.id, context.kind, context.actor, job, Side.CLIENT, house_calendar())
    check_new(job_deed, terms)
    return {
        "job": job.pk,
        "to": job.name_of(Side.FREELANCER),
        "freelancer": str(freelancer.pk) if freelancer else None,
        "invited_email": job.invited_email,
        "policy_version": job.policy.version,
        **version_facts(add_version(job_deed, terms, number=1, note=note)),
    }


def _freelancer(context: ActionContext, client: Person, to: Awardee) -> Person | None:
    """Whom a job is awarded to, no removal coming between; None for an outside address."""
    freelancer = to.person or Person.objects.proved(to.email)
    if freelancer == client or to.email.lower() == client.email.lower():
        raise AwardToOneself
    people = lock_people(person.pk for person in (client, freelancer) if person)
    refuse_beginning(context.kind, context.actor.id, context.at)
    if freelancer is not None and people[freelancer.pk].removed_at is not None:
        raise AwardeeRemoved
    return freelancer


def invited(person: Person, emails: list[str], invitation: UUID) -> Job:
    """The job of an invitation, for whoever has verified its address or takes part in it already.

    Raises `NotFound` for an unknown link, `OperatorInvited` for an operator who takes no part in it, and
    `SentElsewhere` for anybody else who opens it.
    """
    job = Job.objects.with_people().filter(invitation=invitation).first()
    if job is None:
        raise NotFound
    side = job.side_of(person.pk)
    if side is Side.HOUSE:
        raise OperatorInvited
    waits = job.freelancer is None and job.invited_email.lower() in {email.lower() for email in emails}
    if side is None and not waits:
        raise SentElsewhere
    return job


def address_of_newcomer(invitation: UUID) -> str:
    """The address of an open invitation, if nobody here has that address; else empty."""
    job = Job.objects.filter(invitation=invitation, freelancer=None).first()
    if job is None or Person.objects.filter(email__iexact=job.invited_email).exists():
        return ""
    return job.invited_email


@dataclass(frozen=True)
class Offer:
    """What an invitation says of a job to somebody who has not joined yet; the price is in words."""

    client: str
    title: str
    price: str
    is_hourly: bool


def open_offer(invitation: UUID) -> Offer | None:
    """The offer of an invitation that can still be accepted, at the newest price; else None."""
    waiting = Job.objects.with_people().filter(invitation=invitation, freelancer=None, stage__in=UNBOUND)
    job = waiting.filter(lapses_at__gt=clock.now()).first()
    if job is None:
        return None
    price = Version.objects.filter(job=job)[0].price_text
    return Offer(job.client.name, job.title, price, job.is_hourly)


def join(actor: Actor, job: Job, person: Person) -> Facts:
    """Join a job as its freelancer by invitation; asked more than once, it happens once."""
    keyed = replace(actor, key=identifiers.derived(job.uuid, f"{person.pk} joins"))
    spec = ActionSpec(entries.JOINED, Chain.Kind.JOB, job.uuid, {"person": str(person.pk)})
    return perform(spec, keyed, lambda context: _join(context, job, person))


def _join(context: ActionContext, job: Job, person: Person) -> Facts:
    waiting = Job.objects.filter(pk=job.pk, freelancer=None, stage__in=UNBOUND, lapses_at__gt=context.at)
    if not waiting.update(freelancer=Party.objects.get(person=person)):
        raise InvalidState(gettext_noop("This offer has expired, was withdrawn, or was already accepted."))
    return {"job": job.pk, "name": person.name}


@act(entries.DECLINED, Side.FREELANCER)
def decline_job(context: JobContext, job: Job, *, reason: str = "") -> Facts:
    """Decline the award before terms have bound."""
    if job.stage not in UNBOUND:
        raise InvalidState(gettext_noop("The agreement is already in force. End the job instead."))
    _end_versions(context, job, Version.State.DECLINED)
    close(context, JobStage.DECLINED)
    return {"reason": reason}


@act(entries.WITHDRAWN, Side.CLIENT)
def withdraw_award(context: JobContext, job: Job, *, reason: str = "") -> Facts:
    """Withdraw the award before terms have bound."""
    if job.stage not in UNBOUND:
        raise InvalidState(gettext_noop("The agreement is already in force. End the job instead."))
    _end_versions(context, job, Version.State.WITHDRAWN)
    close(context, JobStage.CANCELLED)
    return {"reason": reason}


@act(entries.LAPSED, Side.HOUSE)
def _lapse(context: JobContext, job: Job) -> Facts:
    if not has_lapsed(job, context.at):
        raise InvalidState
    _end_versions(context, job, Version.State.WITHDRAWN)
    close(context, JobStage.LAPSED)
    return {"removed": False}


def auto_lapse(subject: str, at: datetime) -> None:
    """Let an award lapse when its time is over, unless terms have bound or a proposal extended it."""
    job = Job.objects.get(pk=int(subject))
    if has_lapsed(job, at):
        _lapse(Actor(HOUSE, at, identifiers.derived(job.uuid, "lapse")), job)


def has_lapsed(job: Job, at: datetime) -> bool:
    """Whether the time of an award is over, even if the house has not closed it yet."""
    return job.stage in UNBOUND and job.lapses_at is not None and job.lapses_at <= at


def _end_versions(context: JobContext, job: Job, state: Version.State) -> None:
    open_ones = Version.objects.filter(job=job, state=Version.State.PROPOSED)
    open_ones.update(state=state, ended_at=context.at)
