"""`handsel erase`: an operator proposes to erase what a message or a report says, with a written reason.

It takes two operators: another one confirms it in the console; where there is none, it waits 72 hours.
"""

from argparse import ArgumentParser
from collections.abc import Sequence

from handsel.config.confirm import add_yes_option, is_confirmed, on_one_line
from handsel.config.house_zone import require_same_zone
from handsel.config.operators import operator_for
from handsel.kernel.characters import refuse_bidi_controls, without_controls
from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal
from handsel.notices.notify import name_of
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.trust.approvals.models import ProposedAct
from handsel.trust.erasing.proposing import propose_erasure
from handsel.ui.datetime_format import when_text
from handsel.work.jobs.models import Job
from handsel.work.milestones.erasing import ERASABLE, quoting
from handsel.work.workroom.models import JobFile


def main(words: Sequence[str]) -> int:
    """Propose to erase the content of one entry; the entry stays and says that it was erased."""
    args = _parser().parse_args(words)
    require_same_zone()
    try:
        refuse_bidi_controls(args.reason)
        job = _job(args.job)
        operator = operator_for(args.operator, job)
        if not is_confirmed(*_preview(job, args.entry), yes=args.yes):
            print("Nothing was proposed.")
            return 1
        proposal = propose_erasure(Actor(operator.pk), job, entry=args.entry, reason=args.reason)
    except Refusal as refusal:
        print(f"{refusal} Nothing was proposed.")
        return 1
    print(f"Proposed, and both sides are told: to erase what entry {args.entry} says, and its files.")
    print(_when(proposal))
    for number in quoting(job, args.entry):
        print(f"Entry {number} quotes it, and still says so; erase that too if it must go.")
    print("Backups keep both.")
    return 0


def _when(proposal: ProposedAct) -> str:
    """What it waits for."""
    if proposal.done_at is None:
        return (
            "Another operator confirms it in the console, under Two operators. Until then nothing is erased."
        )
    when = when_text(proposal.done_at)
    return f"There is no second operator: it is erased {when}, unless it is withdrawn in the console."


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="handsel erase", description=__doc__)
    parser.add_argument("job", type=int, metavar="JOB", help="the number of the job")
    parser.add_argument("entry", type=int, metavar="ENTRY", help="the number of the entry in its record")
    parser.add_argument(
        "--reason", required=True, type=without_controls, help="written to both sides, on the record"
    )
    parser.add_argument("--operator", required=True, metavar="EMAIL", help="who proposes it")
    add_yes_option(parser)
    return parser


def _job(number: int) -> Job:
    job = Job.objects.with_people().filter(pk=number).first()
    if job is None:
        raise Refusal(gettext_noop("There is no job %(job)s."), job=number)
    return job


def _preview(job: Job, number: int) -> list[str]:
    """The entry to confirm before erasing it; raises `Refusal`."""
    entry = Entry.objects.filter(chain__subject=job.uuid, number=number).select_related("content").first()
    if entry is None:
        raise Refusal(gettext_noop("Job %(job)s has no entry %(entry)s."), job=job.pk, entry=number)
    if entry.is_erased:
        raise Refusal(gettext_noop("Entry %(entry)s has already been erased."), entry=number)
    text = entry.facts.get("words") or entry.facts.get("done") or ""
    files = ", ".join(file.name for file in JobFile.objects.filter(entry=entry.pk))
    return [
        f"Entry {number} of job {job.pk}, {on_one_line(job.title)}",
        f"by {on_one_line(name_of(entry, job))}, {when_text(entry.at)}: {entry.kind}",
        *([f"  {on_one_line(text)}"] if text and entry.kind in ERASABLE else []),
        *([f"  with its files: {on_one_line(files)}"] if files else []),
    ]
