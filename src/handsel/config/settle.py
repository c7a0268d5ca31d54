"""`handsel settle`: an operator shares out what is held for a milestone, with a written reason.

What is disputed is decided in the console.
"""

from argparse import ArgumentParser
from collections.abc import Sequence

from handsel.config.confirm import add_yes_option, is_confirmed, on_one_line
from handsel.config.house_zone import require_same_zone
from handsel.config.operators import operator_for
from handsel.kernel.amount_parsing import AmountTooLarge, UnreadableAmount, parse_amount
from handsel.kernel.characters import refuse_bidi_controls, without_controls
from handsel.kernel.i18n import gettext_noop
from handsel.kernel.money import Money
from handsel.kernel.refusals import Refusal
from handsel.record.actions import Actor
from handsel.ui.money_format import money_text
from handsel.work.jobs.models import Job
from handsel.work.milestones.models import Milestone
from handsel.work.milestones.refusals import ExceedsHeld
from handsel.work.milestones.splits import settle


def main(words: Sequence[str]) -> int:
    """Settle a milestone: what the freelancer gets; the rest goes back to the client."""
    args = _parser().parse_args(words)
    require_same_zone()
    try:
        refuse_bidi_controls(args.reason)
        milestone = _milestone(args.job, args.milestone)
        part = parse_amount(args.to_freelancer, milestone.job.currency)
        operator = operator_for(args.operator, milestone.job)
        if not is_confirmed(*_preview(milestone, part, args.reason), yes=args.yes):
            print("Nothing moved.")
            return 1
        facts = settle(Actor(operator.pk), milestone, to_freelancer=part, reason=args.reason)
    except AmountTooLarge:
        print(f"{on_one_line(args.to_freelancer)} is more than the house takes in one amount. Nothing moved.")
        return 1
    except UnreadableAmount:
        print(f"{on_one_line(args.to_freelancer)} is no amount, such as 2,250.00. Nothing moved.")
        return 1
    except Refusal as refusal:
        print(f"{refusal} Nothing moved.")
        return 1
    parts = [money_text(Money(facts[name], facts["currency"])) for name in ("released", "refunded")]
    print(f"Settled and sealed: {parts[0]} to the freelancer, {parts[1]} back to the client.")
    return 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="handsel settle", description=__doc__)
    parser.add_argument("job", type=int, metavar="JOB", help="the number of the job")
    parser.add_argument("--milestone", type=int, required=True, help="the number of the milestone, from 1")
    parser.add_argument(
        "--to-freelancer", required=True, metavar="AMOUNT", help="the rest goes to the client"
    )
    parser.add_argument(
        "--reason", required=True, type=without_controls, help="written to both sides, on the record"
    )
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


def _preview(milestone: Milestone, part: Money, reason: str) -> list[str]:
    """The split to confirm; raises `ExceedsHeld`."""
    client, freelancer = milestone.job.sides()
    whole: Money = milestone.free
    if part.minor > whole.minor:
        raise ExceedsHeld
    title = f"Milestone {on_one_line(str(milestone))}: {money_text(whole)} is in escrow"
    title += f", beside {money_text(milestone.frozen)} in dispute" if milestone.frozen else ""
    return [
        f"Job {milestone.job_id}, {on_one_line(milestone.job.title)}",
        title,
        f"  {money_text(part)} to {on_one_line(freelancer.name)}",
        f"  {money_text(whole - part)} back to {on_one_line(client.name)}",
        f"Reason, for both to read: {on_one_line(reason)}",
    ]
