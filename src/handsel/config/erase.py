"""`handsel erase`: an operator erases what a message or a report says, with a written reason."""

from argparse import ArgumentParser
from collections.abc import Sequence

from handsel.config.operators import operator_for
from handsel.kernel.refusals import Refusal
from handsel.kernel.words import gettext_noop
from handsel.record.deeds import By
from handsel.work.jobs.models import Job
from handsel.work.milestones.erasing import erase, quoting


def main(words: Sequence[str]) -> int:
    """Erase the content of one entry; the entry itself stays, and says that it was erased."""
    asked = _parser().parse_args(words)
    try:
        job = _job(asked.job)
        operator = operator_for(asked.operator, job)
        facts = erase(By(operator.pk), job, entry=asked.entry, reason=asked.reason)
    except Refusal as refusal:
        print(f"{refusal} Nothing was erased.")
        return 1
    files = len(facts["fingerprints"])
    print(f"Erased and sealed: what № {asked.entry} said, and {files} of its files. Backups still have both.")
    for number in quoting(job, asked.entry):
        print(f"№ {number} quotes it, and still says so; erase that too if it must go.")
    return 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="handsel erase", description=__doc__)
    parser.add_argument("job", type=int, metavar="JOB", help="the number of the job")
    parser.add_argument("entry", type=int, metavar="ENTRY", help="the number of the entry in its record")
    parser.add_argument("--reason", required=True, help="written to both sides, on the record")
    parser.add_argument("--operator", required=True, metavar="EMAIL", help="who decides")
    return parser


def _job(number: int) -> Job:
    job = Job.objects.filter(pk=number).first()
    if job is None:
        raise Refusal(gettext_noop("There is no job %(job)s."), job=number)
    return job
