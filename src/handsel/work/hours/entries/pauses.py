"""Entries by which an hourly job is paused and resumed."""

from django.utils.translation import gettext as _
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.record.kinds import Audience, EntryKind, Group, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Identifier, Instant, shape
from handsel.record.wording import TargetPage, Wording, WordingFunction, moment
from handsel.work.jobs.entries import replay_stage


@shape
class PauseAfter(TypedDict):
    """A pause once the act is done: who paused the job, since when, and until when."""

    pause: Identifier
    by: str
    started_at: Instant
    ended_at: Instant | None


@shape
class PauseFacts(TypedDict):
    """The pause that began or ended, and the stage of the job."""

    pause: PauseAfter
    job_stage: str


def put_pause(state: ChainState, facts: Facts | None) -> None:
    """Set a pause to what an entry says it is after its act; most payments touch none."""
    if facts is not None:
        columns = {name: facts[name] for name in ("by", "started_at", "ended_at")}
        state.row("job_pause", facts["pause"]).update(columns)


def _paused(who: str, facts: Facts) -> Wording:
    title = _("{who} paused the job").format(who=who)
    detail = _(
        "Only the side that paused it can resume it. Until then no time is counted and no week is funded "
        "automatically."
    )
    return Wording(title, detail, TargetPage.TIME)


def _resumed(who: str, facts: Facts) -> Wording:
    title = _("{who} resumed the job").format(who=who)
    detail = _("It was paused since {when}.").format(when=moment(facts["pause"], "started_at"))
    return Wording(title, detail, TargetPage.TIME)


def _replay(state: ChainState, entry: ReplayedEntry) -> None:
    put_pause(state, entry.facts["pause"])
    replay_stage(state, entry)


def _pause_kind(name: str, wording: WordingFunction, tone: str) -> EntryKind:
    """A kind of entry that begins or ends a pause."""
    return declare(
        name,
        shape=PauseFacts,
        wording=wording,
        tone=tone,
        icon="wait",
        group=Group.AGREEMENTS,
        audience=Audience.EVERYONE,
        replay=_replay,
    )


PAUSED = _pause_kind("job.paused", _paused, "warn")
RESUMED = _pause_kind("job.resumed", _resumed, "good")
