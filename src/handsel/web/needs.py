"""What needs a person now, with what happens if they do nothing, when, and how much: soonest first."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from handsel.look.figures import money_text
from handsel.look.heads import Next
from handsel.look.moments import when_time
from handsel.web.nexts import milestone_next, next_of, release_next
from handsel.web.standings import Standing
from handsel.web.unanswered import unanswered
from handsel.work.jobs.stages import Side
from handsel.work.milestones.models import Ask

LAST = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Need:
    """One thing to do: what, on which page, and what happens when it is not done."""

    icon: str
    title: str
    detail: str
    href: str
    button: str
    next: Next | None


def needs(standings: list[Standing]) -> list[Need]:
    """What these jobs need of the person whose standings they are."""
    found = [need for standing in standings for need in _of_one(standing)]
    return sorted(found, key=lambda need: need.next.until if need.next and need.next.until else LAST)


def _of_one(standing: Standing) -> Iterator[Need]:
    if standing.job.is_closed:
        return
    yield from _terms(standing)
    if standing.side is Side.CLIENT:
        yield from _of_client(standing)
    elif standing.side is Side.FREELANCER:
        yield from _of_freelancer(standing)
    yield from _splits(standing)


def _terms(standing: Standing) -> Iterator[Need]:
    proposal = standing.proposal
    if proposal is None or proposal.side == standing.side:
        return
    if proposal.number == 1:
        title = _("{name} awarded you a job: read the terms")
    else:
        title = _("{name} proposed version {version} of the terms")
    yield _need(
        standing,
        "pen",
        title.format(name=standing.other_name, version=proposal.number),
        page="terms",
        button=_("Read the terms"),
        then=next_of(standing)
        if standing.is_unbound
        else Next(_("The old terms stay in force until you both agree")),
    )


def _of_client(standing: Standing) -> Iterator[Need]:
    for row in standing.delivered:
        title = _("Milestone {n} is delivered: release it, or ask for changes").format(n=row.position)
        then = release_next(standing, row)
        need = _need(standing, "eye", title, page="job-billing", button=_("Review delivery"), then=then)
        yield replace(need, href=f"{need.href}#delivery-{row.pk}")
    unfunded = standing.next_to_fund
    if unfunded is not None:
        amount = money_text(unfunded.to_fund)
        title = _("Fund milestone {n}, {amount}").format(n=unfunded.position, amount=amount)
        then = milestone_next(standing, unfunded)
        yield _need(standing, "lock", title, page="job-billing", button=_("Fund escrow"), then=then)


def _of_freelancer(standing: Standing) -> Iterator[Need]:
    if standing.job.ending_at is not None:
        title = _("{name} ended the job: deliver or object").format(name=standing.other_name)
        then = next_of(standing)
        yield _need(standing, "clock", title, page="job-billing", button=_("See what is held"), then=then)
    yield from (_refund(standing, request) for request in standing.refunds)
    yield from _changes(standing)
    week = standing.report_week
    if week is not None and not standing.job.ended_by:
        ends = standing.calendar.week_ends(week)
        words = format_html(_("Due {}, then marked late on the record"), when_time(ends))
        title, button = _("Write this week’s status report"), _("Write report")
        yield _need(standing, "half", title, page="reports", button=button, then=Next(words, until=ends))


def _changes(standing: Standing) -> Iterator[Need]:
    for row in standing.sent_back:
        title = _("{name} asked for changes to milestone {n}").format(
            name=standing.other_name, n=row.position
        )
        words = _("The clock stands still. A new delivery gets what was left of it, at least 3 days")
        then = Next(words, icon="wait")
        need = _need(standing, "message", title, page="reports", button=_("Deliver again"), then=then)
        yield replace(need, href=f"{need.href}#m{row.pk}")


def _refund(standing: Standing, request: Ask) -> Need:
    title = _("{name} asks for {amount} back").format(
        name=standing.other_name, amount=money_text(request.client_part)
    )
    then = unanswered(standing, request)
    return _need(standing, "return", title, page="job-billing", button=_("Answer"), then=then)


def _splits(standing: Standing) -> Iterator[Need]:
    for split in standing.splits:
        if split.side != standing.side:
            title = _("{name} proposes how to share milestone {n}")
            yield _need(
                standing,
                "money",
                title.format(name=standing.other_name, n=split.milestone.position),
                page="job-billing",
                button=_("Read the proposal"),
                then=unanswered(standing, split),
            )


def _need(standing: Standing, icon: str, title: str, *, page: str, button: str, then: Next | None) -> Need:
    return Need(icon, title, standing.job.title, reverse(page, args=[standing.job.pk]), button, then)
