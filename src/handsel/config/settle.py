"""`handsel settle`: an operator shares out what is held on a job, with a written reason."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import date

from handsel.config.confirm import add_yes_option, is_confirmed, on_one_line
from handsel.config.house_zone import require_same_zone
from handsel.config.operators import operator_for
from handsel.kernel.amount_parsing import AmountTooLarge, UnreadableAmount, parse_amount
from handsel.kernel.characters import refuse_bidi_controls
from handsel.kernel.i18n import gettext_noop
from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.kernel.refusals import Refusal
from handsel.record.actions import Actor
from handsel.ui.money_format import money_text
from handsel.work.hours.models import Timesheet
from handsel.work.hours.review_refusals import ExceedsFrozen
from handsel.work.hours.settling import disputed_money, settle_blocks
from handsel.work.jobs.models import Job
from handsel.work.milestones.models import Milestone
from handsel.work.milestones.refusals import ExceedsHeld
from handsel.work.milestones.splits import settle


def main(words: Sequence[str]) -> int:
    """Settle a milestone, or frozen blocks: what the freelancer gets; the rest goes back to the client."""
    args = _parser().parse_args(words)
    require_same_zone()
    try:
        refuse_bidi_controls(args.reason)
        matter = _milestone(args.job, args.milestone) if args.week is None else _sheet(args)
        part = parse_amount(args.to_freelancer, matter.job.currency)
        operator = operator_for(args.operator, matter.job)
        if not is_confirmed(*_preview(matter, part, args.reason), yes=args.yes):
            print("Nothing moved.")
            return 1
        facts = _settle(Actor(operator.pk), matter, part, args.reason)
    except AmountTooLarge:
        print(f"{on_one_line(args.to_freelancer)} is more than the house takes in one amount. Nothing moved.")
        return 1
    except UnreadableAmount:
        print(f"{on_one_line(args.to_freelancer)} is no amount, such as 2,250.00. Nothing moved.")
        return 1
    except Refusal as refusal:
        print(f"{refusal} Nothing moved.")
        return 1
    names = ("released", "refunded") if args.week is None else ("to_freelancer", "to_client")
    parts = [money_text(Money(facts[name], facts["currency"])) for name in names]
    print(f"Settled and sealed: {parts[0]} to the freelancer, {parts[1]} back to the client.")
    return 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="handsel settle", description=__doc__)
    parser.add_argument("job", type=int, metavar="JOB", help="the number of the job")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--milestone", type=int, help="the number of the milestone, from 1")
    which.add_argument("--week", type=date.fromisoformat, metavar="MONDAY", help="the week of frozen blocks")
    parser.add_argument(
        "--supplement", type=int, default=0, metavar="N", help="of that week: the supplement of late time"
    )
    parser.add_argument(
        "--to-freelancer", required=True, metavar="AMOUNT", help="the rest goes to the client"
    )
    parser.add_argument("--reason", required=True, help="written to both sides, on the record")
    parser.add_argument("--operator", required=True, metavar="EMAIL", help="who decides")
    add_yes_option(parser)
    return parser


def _milestone(job: int, position: int) -> Milestone:
    if not Job.objects.filter(pk=job).exists():
        raise Refusal(gettext_noop("There is no job %(job)s."), job=job)
    rows = Milestone.objects.select_related("job", "holding").filter(job=job, position=position)
    milestone: Milestone | None = rows.open().exclude(holding=None).first()
    if milestone is None:
        words = gettext_noop("Job %(job)s has no milestone %(position)s with money in escrow.")
        raise Refusal(words, job=job, position=position)
    return milestone


def _sheet(args: Namespace) -> Timesheet:
    job, monday, supplement = args.job, args.week, args.supplement
    rows = Timesheet.objects.select_related("job", "week")
    rows = rows.filter(job=job, week__monday=monday, week__supplement=supplement)
    sheet: Timesheet | None = rows.first()
    if sheet is None or not sheet.disputed:
        words = gettext_noop("Job %(job)s has no frozen blocks to settle in the week of %(monday)s.")
        raise Refusal(words, job=job, monday=monday)
    return sheet


def _settle(actor: Actor, matter: Milestone | Timesheet, part: Money, reason: str) -> Facts:
    if isinstance(matter, Milestone):
        return settle(actor, matter, to_freelancer=part, reason=reason)
    return settle_blocks(actor, matter, to_freelancer=part, reason=reason)


def _preview(matter: Milestone | Timesheet, part: Money, reason: str) -> list[str]:
    """The split to confirm; raises `ExceedsHeld` or `ExceedsFrozen`."""
    client, freelancer = matter.job.sides()
    if isinstance(matter, Milestone):
        whole: Money = matter.free
        too_much: type[Refusal] = ExceedsHeld
        title = f"Milestone {on_one_line(str(matter))}: {money_text(whole)} is in escrow"
        title += f", beside {money_text(matter.frozen)} in dispute" if matter.frozen else ""
    else:
        whole, too_much = disputed_money(matter), ExceedsFrozen
        title = f"Week of {matter.week.address}: {money_text(whole)} is frozen"
    if part.minor > whole.minor:
        raise too_much
    return [
        f"Job {matter.job_id}, {on_one_line(matter.job.title)}",
        title,
        f"  {money_text(part)} to {on_one_line(freelancer.name)}",
        f"  {money_text(whole - part)} back to {on_one_line(client.name)}",
        f"Reason, for both to read: {on_one_line(reason)}",
    ]
