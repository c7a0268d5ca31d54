"""The kind of entry by which somebody chooses when they are mailed."""

from django.utils.translation import gettext_noop
from typing_extensions import TypedDict

from handsel.record.kinds import declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Text, shape
from handsel.record.wording import says


@shape
class MailChangedFacts(TypedDict):
    """How often, and the quiet hours as start and end (HH:MM), or nothing."""

    frequency: Text
    quiet: list[str]


def _replay(state: ChainState, entry: ReplayedEntry) -> None:
    quiet = dict(zip(("quiet_from", "quiet_until"), entry.facts["quiet"], strict=False))
    hours = {name: f"{quiet[name]}:00" if quiet else None for name in ("quiet_from", "quiet_until")}
    state.row("mail_preference").update(frequency=entry.facts["frequency"], **hours)


MAIL_CHANGED = declare(
    "person.mail_changed",
    shape=MailChangedFacts,
    wording=says(gettext_noop("You changed your email settings")),
    tone="mute",
    icon="person",
    replay=_replay,
)
