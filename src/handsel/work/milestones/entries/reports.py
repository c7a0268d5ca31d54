"""Entries of weekly status reports, with the deliveries in them."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.record.kinds import Group, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Day, Instant, Minor, Text, Whole, shape
from handsel.record.wording import (
    WORDS_MAX,
    FileFacts,
    TargetPage,
    Wording,
    amount,
    and_text,
    instant,
    lines,
    moment,
)
from handsel.ui.datetime_format import day_text
from handsel.work.milestones.entries.shapes import MilestoneFacts, changes, delivery, put_milestone
from handsel.work.workroom.entries import replay_files


@shape
class ReportedMilestone(MilestoneFacts):
    """How far one milestone is; at 100% for the first time, it is delivered."""

    before: Whole
    percent: Whole
    statement: str
    files: list[FileFacts]
    held: Minor
    release_at: Instant | None


@shape
class ReportFacts(TypedDict):
    """One sending of a week's report."""

    week: Day
    sending: Whole
    late: bool
    done: Text
    plans: str
    issues: str
    blocks: bool
    milestones: list[ReportedMilestone]


def delivered_in(facts: Facts) -> list[Facts]:
    """The milestones that a report delivers."""
    return [line for line in facts["milestones"] if line["percent"] == 100 and line["before"] < 100]


def _sent(who: str, facts: Facts) -> Wording:
    delivered = delivered_in(facts)
    if delivered:
        numbers = and_text([str(line["milestone"]) for line in delivered])
        title = ngettext(
            "{who} delivered milestone {numbers}", "{who} delivered milestones {numbers}", len(delivered)
        ).format(who=who, numbers=numbers)
        detail = lines(_("Release it, or ask for changes with a reason."), *map(_release, delivered))
        held = sum(line["held"] for line in delivered)
        first = min(delivered, key=lambda line: line["release_at"] or "~")
        return Wording(
            title,
            detail,
            TargetPage.BILLING,
            amount=amount({**first, "held": held}, "held"),
            due_at=instant(first, "release_at"),
            button=_("Review delivery"),
        )
    title = _("{who} sent this week’s status report").format(who=who)
    return Wording(title, page=TargetPage.REPORTS, words=facts["done"][:WORDS_MAX])


def _release(line: Facts) -> str:
    """When a delivery is released unless the client acts."""
    if not line["release_at"]:
        return ""
    words = _("{amount} for milestone {n} is released {when} unless you ask for changes.")
    return words.format(amount=amount(line, "held"), n=line["milestone"], when=moment(line, "release_at"))


def _replay_sent(state: ChainState, entry: ReplayedEntry) -> None:
    facts = entry.facts
    for line in facts["milestones"]:
        put_milestone(state, line)
        replay_files(state, entry, line["files"])
        state.row("report_line", f"{entry.id} {line['ref']}").update(
            percent=line["percent"], statement=line["statement"]
        )
    for line in delivered_in(facts):
        for request in state.rows("request", ref=line["ref"], kind="refund", state="open"):
            request["auto_grants_at"] = None
    report = {name: facts[name] for name in ("week", "sending", "late", "done", "plans", "issues", "blocks")}
    state.row("report", entry.id).update(report, sent_at=entry.at)


def without_words(facts: Facts) -> Facts:
    """What is left of a report once it was erased: its week, and how far each milestone is."""
    milestones = [{**line, "statement": "", "files": []} for line in facts["milestones"]]
    return {**facts, "done": "", "plans": "", "issues": "", "milestones": milestones}


def report_of_week(facts: Facts) -> str:
    """The matter of a week that has no report."""
    return f"report {facts['week']}"


def _settled_by_report(facts: Facts) -> list[str]:
    return [report_of_week(facts), *map(changes, delivered_in(facts))]


SENT = declare(
    "report.sent",
    shape=ReportFacts,
    wording=_sent,
    tone="mute",
    icon="half",
    group=Group.REPORTS,
    can_wait=lambda facts: not delivered_in(facts),
    replay=_replay_sent,
    opens=lambda facts: [delivery(line) for line in delivered_in(facts)],
    settles=_settled_by_report,
)


@shape
class LateFacts(TypedDict):
    """A week without its report."""

    week: Day


def _late(who: str, facts: Facts) -> Wording:
    title = _("No status report for the week of {week}").format(
        week=day_text(date.fromisoformat(facts["week"]))
    )
    return Wording(title, _("The week is marked late. Nothing else happens."), TargetPage.REPORTS)


LATE = declare(
    "report.late",
    shape=LateFacts,
    wording=_late,
    tone="bad",
    icon="clock",
    group=Group.REPORTS,
    can_wait=lambda _facts: True,
    opens=lambda facts: [report_of_week(facts)],
)
