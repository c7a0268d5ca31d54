"""Entries by which timesheets are held back, submitted and paid."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from handsel.kernel.json import Facts
from handsel.money.invoices.entries import received_text, replay_invoices, you_received_text
from handsel.record.kinds import Audience, Group, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.wording import TargetPage, Wording, amount, instant, lines, moment
from handsel.work.hours.entries.pauses import put_pause
from handsel.work.hours.entries.sheet_shapes import HeldFacts, PaidFacts, SubmittedFacts, reopening, review
from handsel.work.hours.entries.time import duration_text
from handsel.work.hours.entries.weeks import put_week, settled_by_week
from handsel.work.hours.week_names import week_key, week_of
from handsel.work.jobs.entries import replay_stage, settled_with_job


def _held(who: str, facts: Facts) -> Wording:
    title = _("{who} held back the timesheet of the week of {day}").format(who=who, day=week_of(facts))
    until = moment(facts["after"], "submits_at")
    detail = _("It is submitted automatically {when} at the latest, and its review begins then.")
    return Wording(title, detail.format(when=until), TargetPage.TIMESHEET, facts["reason"])


def _submitted(who: str, facts: Facts) -> Wording:
    day, sheet = week_of(facts), facts["sheet"]
    if not sheet["seconds"]:
        title = _("No hours were worked in the week of {day}")
        if not facts["automatic"]:
            title = _("{who} reported no hours for the week of {day}")
        title = title.format(who=who, day=day)
        back = _("{returned} was refunded to the client.").format(returned=amount(facts, "returned"))
        return Wording(title, back if facts["returned"] else "", TargetPage.BILLING)
    if facts["automatic"]:
        title = _("The timesheet of the week of {day} was submitted: {time}, {amount}")
    else:
        title = _("{who} submitted the timesheet of the week of {day}: {time}, {amount}")
    time = duration_text(sheet["seconds"])
    named = title.format(who=who, day=day, time=time, amount=amount(facts))
    due = {**facts, "due": sheet["review_ends_at"]}
    after, detail = facts["after"], _("It is paid {when}, or as soon as the client approves.")
    yours = _("It is paid {when}, or as soon as you approve.")
    lacking = facts["amount"] - (after["funded"] - after["released"] - after["refunded"])
    if lacking > 0:
        detail = yours = _("It is due {when}, and {lacking} of it is not in escrow.")
    lacks = amount({**facts, "lacking": lacking}, "lacking")
    detail, yours = (words.format(when=moment(due, "due"), lacking=lacks) for words in (detail, yours))
    page, due_at = TargetPage.TIMESHEET, instant(due, "due")
    return Wording(named, detail, page, amount=amount(facts), due_at=due_at, to_client=yours)


def paid_detail(facts: Facts, received: Callable[[Facts], str] = received_text) -> str:
    """What the freelancer received, what went back, and what is missing."""
    back = _("{refunded} was refunded to the client.")
    short = _("{missing} is missing: the client is asked for it, and the job is paused until it is paid.")
    if not facts["released"]:
        short = _("The client is asked for it, and the job is paused until it is paid.")
    return lines(
        received(facts) if facts["released"] else "",
        back.format(refunded=amount(facts, "refunded")) if facts["refunded"] else "",
        short.format(missing=amount(facts, "missing")) if facts["missing"] else "",
    )


def _paid(who: str, facts: Facts) -> Wording:
    paid = "released"
    if not facts["released"] and facts["missing"]:
        title, paid = _("Nothing could be paid for the week of {day}: {amount} is missing"), "missing"
    elif not facts["released"]:
        title = _("Nothing was to pay for the week of {day}")
    elif facts["automatic"]:
        title = _("The week of {day} was paid automatically, {amount}")
    else:
        title = _("{who} paid {amount} for the week of {day}")
    named = title.format(who=who, day=week_of(facts), amount=amount(facts, paid))
    yours, tone = paid_detail(facts, you_received_text), "bad" if facts["missing"] else ""
    money = amount(facts, paid)
    return Wording(
        named, paid_detail(facts), TargetPage.BILLING, amount=money, to_freelancer=yours, tone=tone
    )


def _replay_sheet(state: ChainState, entry: ReplayedEntry) -> None:
    put_week(state, entry.facts)
    state.row("timesheet", week_key(entry.facts)).update(entry.facts["sheet"])
    replay_stage(state, entry)


def _replay_held(state: ChainState, entry: ReplayedEntry) -> None:
    put_week(state, entry.facts)
    state.row("week", week_key(entry.facts))["hold_reason"] = entry.facts["reason"]


def replay_paid(state: ChainState, entry: ReplayedEntry) -> None:
    """The timesheet, its week and their money, with the invoices."""
    replay_invoices(state, entry, entry.facts["invoices"])
    put_pause(state, entry.facts["pause"])
    _replay_sheet(state, entry)


def _opens(facts: Facts) -> Iterator[str]:
    if facts["sheet"]["review_ends_at"] is not None:
        yield review(facts)


def settled_by_payment(facts: Facts) -> Iterator[str]:
    """What no longer waits: a timesheet whose review is over and that is short of nothing."""
    if facts["sheet"]["review_ends_at"] is None:
        yield reopening(facts)
        if not facts["missing"]:
            yield review(facts)
    yield from settled_by_week(facts)
    yield from settled_with_job(facts)


HELD = declare(
    "timesheet.held",
    shape=HeldFacts,
    wording=_held,
    tone="warn",
    icon="wait",
    group=Group.REPORTS,
    audience=Audience.EVERYONE,
    replay=_replay_held,
)
SUBMITTED = declare(
    "timesheet.submitted",
    shape=SubmittedFacts,
    wording=_submitted,
    tone="busy",
    icon="clock",
    group=Group.REPORTS,
    audience=Audience.EVERYONE,
    replay=_replay_sheet,
    opens=_opens,
    settles=lambda facts: [*settled_by_week(facts), *settled_with_job(facts)],
)
PAID = declare(
    "timesheet.paid",
    shape=PaidFacts,
    wording=_paid,
    tone="good",
    icon="money",
    group=Group.MONEY,
    audience=Audience.EVERYONE,
    replay=replay_paid,
    settles=settled_by_payment,
)
