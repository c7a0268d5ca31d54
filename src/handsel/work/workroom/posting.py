"""Writing in the Workroom: what is posted is on the record, and a correction is another entry."""

from handsel.kernel.characters import is_blank
from handsel.kernel.json import Facts
from handsel.record.models import Entry
from handsel.work.jobs.acts import JobDeed, act
from handsel.work.jobs.models import Job
from handsel.work.jobs.stages import Side
from handsel.work.workroom.files import Attached, bring
from handsel.work.workroom.refusals import MessageTooLong, NoSuchEntry, NothingToPost

MESSAGE = "message.posted"
LENGTH_MAX = 20_000
QUOTE_LENGTH = 200


@act(MESSAGE, Side.CLIENT, Side.FREELANCER, closed=True)
def post(deed: JobDeed, job: Job, *, words: str, files: list[Attached], corrects: int | None = None) -> Facts:
    """Post words and files; with `corrects`, as a correction of one's own entry of that number."""
    said = "" if is_blank(words) else words.strip()
    if not said and not files:
        raise NothingToPost
    if len(words) > LENGTH_MAX:
        raise MessageTooLong
    facts: Facts = {"words": said, "files": bring(deed, files)}
    if corrects is not None:
        facts["corrects"] = _quoted(deed, corrects)
    return facts


def _quoted(deed: JobDeed, number: int) -> Facts:
    own = Entry.objects.filter(chain__subject=deed.job.uuid, number=number, actor=deed.by.actor, kind=MESSAGE)
    entry = own.select_related("content").first()
    if entry is None:
        raise NoSuchEntry
    return {"number": number, "words": str(entry.facts.get("words", ""))[:QUOTE_LENGTH]}
