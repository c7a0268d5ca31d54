"""Making versions: checked, numbered, hashed, and agreed to by their proposer."""

from collections.abc import Iterable
from uuid import UUID

from handsel.kernel.characters import is_blank, refuse_bidi_controls
from handsel.kernel.i18n import gettext_noop
from handsel.kernel.json import Facts
from handsel.kernel.money import MINOR_MAX
from handsel.people.models import Person
from handsel.policy.models import Policy
from handsel.work.jobs.acts import JobContext
from handsel.work.jobs.job_timers import schedule_lapse
from handsel.work.jobs.lifecycle import UNBOUND, Side
from handsel.work.jobs.models import Job
from handsel.work.milestones.models import Milestone
from handsel.work.terms.check_hourly import CHOOSE_A_DAY, check_hourly, check_start
from handsel.work.terms.content import MILESTONES_MAX, RELEASE_DAYS_MAX, RELEASE_DAYS_MIN, Terms
from handsel.work.terms.effects import Effects, MilestoneFunds, effects
from handsel.work.terms.models import Agreement, Version
from handsel.work.terms.refusals import ExceedsPaid, TermsIncomplete
from handsel_verify.canonical import canonical


def current_policy(name: str) -> Policy:
    """The latest version of the policy of that name; raises `TermsIncomplete` if there is none."""
    policy = Policy.objects.current().filter(name=name).first()
    if policy is None:
        raise TermsIncomplete(gettext_noop("There is no policy with that name."))
    return policy


def policy_under(job: Job, terms: Terms) -> Policy:
    """The policy of a version: the pinned one, or the one that binding now would pin."""
    return current_policy(terms.policy) if job.stage in UNBOUND else job.policy


def open_version(job: Job) -> Version | None:
    """The version that awaits an answer."""
    return Version.objects.filter(job=job, state=Version.State.PROPOSED).first()


def bound_version(job: Job) -> Version | None:
    """The version in force."""
    return Version.objects.filter(job=job, state=Version.State.BOUND).first()


def effects_of(job: Job, terms: Terms) -> Effects:
    """What binding these terms now would do to the money of a job."""
    milestones = Milestone.objects.filter(job=job).select_related("holding", "job")
    current = bound_version(job)
    return effects(terms, milestone_funds(milestones), current.terms if current else None)


def milestone_funds(milestones: Iterable[Milestone]) -> dict[UUID, MilestoneFunds]:
    """The money of each milestone, by its `ref`."""
    return {
        row.ref: MilestoneFunds(
            funded=row.funded.minor,
            released=row.released.minor,
            refunded=row.refunded.minor,
            returned_amount=row.returned_amount,
            closed=row.is_closed,
            frozen=row.frozen.minor,
        )
        for row in milestones
    }


def check(job: Job, terms: Terms) -> None:
    """Raise `TermsIncomplete`, `TextTurned` or `ExceedsPaid` if these terms could never bind."""
    refuse_bidi_controls(terms.title, terms.description, terms.clauses)
    refuse_bidi_controls(*(words for part in terms.milestones for words in (part.name, part.done_when)))
    if terms.kind != job.kind:
        raise TermsIncomplete(gettext_noop("A job stays at a fixed price or by the hour."))
    if terms.hourly:
        check_hourly(terms, terms.hourly)
    else:
        _check_milestones(job, terms)
        _check_release_days(terms)
    _check_reach(job, terms)


def check_new(context: JobContext, terms: Terms) -> None:
    """Raise what `check` does, and `TermsIncomplete` for a due date that has passed already.

    A milestone that has begun keeps its agreed date, however late it is.
    """
    check(context.job, terms)
    current = bound_version(context.job)
    agreed = {part.ref: part.due for part in current.terms.milestones} if current else {}
    today = context.calendar.day_of(context.at)
    over = [part.name for part in terms.milestones if part.due < today and agreed.get(part.ref) != part.due]
    if over:
        words = gettext_noop("A due date is in the past: %(names)s.")
        raise TermsIncomplete(words, names=", ".join(over), way_out=CHOOSE_A_DAY)
    if terms.hourly:
        check_start(terms.hourly, agreed=current.terms.hourly if current else None, today=today)


def _check_milestones(job: Job, terms: Terms) -> None:
    if not (job.bound_at is None) <= len(terms.milestones) <= MILESTONES_MAX:
        words = gettext_noop("Terms need 1 to %(most)s milestones.")
        raise TermsIncomplete(words, most=MILESTONES_MAX)
    refs = [part.ref for part in terms.milestones]
    if len(set(refs)) != len(refs) or Milestone.objects.filter(ref__in=refs).exclude(job=job).exists():
        raise TermsIncomplete(gettext_noop("A milestone appears twice, or belongs to another job."))
    if any(is_blank(part.name) or not 0 < part.amount <= MINOR_MAX for part in terms.milestones):
        words = gettext_noop("Each milestone needs a name and a valid amount above zero.")
        raise TermsIncomplete(words)


def _check_release_days(terms: Terms) -> None:
    days = terms.auto_release_days
    if days is not None and not RELEASE_DAYS_MIN <= days <= RELEASE_DAYS_MAX:
        raise TermsIncomplete(
            gettext_noop("Auto-release must be %(least)s to %(most)s days, or off."),
            least=RELEASE_DAYS_MIN,
            most=RELEASE_DAYS_MAX,
        )


def _check_reach(job: Job, terms: Terms) -> None:
    if job.bound_at is not None and terms.currency != job.currency:
        raise ExceedsPaid(gettext_noop("The currency of a running job cannot change."))
    current = bound_version(job)
    if current is not None and current.terms.policy != terms.policy:
        raise ExceedsPaid(gettext_noop("The policy is locked once you both agree."))
    faults = effects_of(job, terms).out_of_reach
    if faults:
        named = ", ".join(fault.name for fault in faults if fault.words == faults[0].words)
        raise ExceedsPaid(faults[0].words, names=named)


def add_version(context: JobContext, terms: Terms, *, number: int, note: str) -> Version:
    """Add an open version, agreed to by its proposer; before the first binding, this extends the award."""
    job = context.job
    version = Version.objects.create(
        job=job,
        number=number,
        side=context.side,
        proposed_by_id=context.actor.id,
        proposed_at=context.at,
        note=note,
        text=canonical(terms.facts()).decode(),
        hash=terms.hash,
        entry=context.id,
    )
    sign(context, version, context.side)
    if job.stage in UNBOUND:
        schedule_lapse(context)
    return version


def sign(context: JobContext, version: Version, side: Side) -> None:
    """Store a side's agreement to the hash of a version."""
    person = Person.objects.get(pk=context.actor.id)
    Agreement.objects.create(
        version=version, side=side, person=person, hash=version.hash, agreed_at=context.at
    )


def version_facts(version: Version) -> Facts:
    """A version as the entry that proposes it stores it."""
    terms, lapses_at = version.terms, version.job.lapses_at
    return {
        "lapses_at": lapses_at.isoformat() if lapses_at else None,
        "version": version.number,
        "hash": version.hash,
        "note": version.note,
        "kind": terms.kind.value,
        "price": terms.price.minor,
        "currency": terms.currency,
        "terms": terms.facts(),
        "job_stage": version.job.stage,
    }
