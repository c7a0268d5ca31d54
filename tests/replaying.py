"""Where the database says something else than the record: of jobs, people and the house."""

from handsel.config.rebuild import TABLES
from handsel.kernel.json import plain
from handsel.record.folding import folded
from handsel.record.models import Chain
from handsel.record.rebuild import compare
from handsel.record.replay import ChainState
from handsel.work.jobs.models import Job
from tests.recorded_people import record_everybody


def replayed(job: Job) -> ChainState:
    """The state to which the entries of a job add up."""
    chains = [chain for portion in folded(Chain.Kind.JOB) for chain in portion]
    return next(chain.state for chain in chains if plain(chain.subject) == plain(job.uuid))


def differences(kind: Chain.Kind = Chain.Kind.JOB) -> list[str]:
    """What is not as the record says in chains of a kind; people made by hand go on the record first."""
    record_everybody()
    tables = [table for table in TABLES if table.chain == kind]
    return [fault for tally in compare(tables, lambda entries: None) for fault in tally.faults]
