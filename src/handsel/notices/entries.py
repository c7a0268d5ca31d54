"""The kinds of entries by which somebody chooses when they are mailed, and the address of their calendar."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.record.kinds import declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Text, shape
from handsel.record.wording import NOT_YOU, TargetPage, Wording, says


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


@shape
class CalendarChangedFacts(TypedDict):
    """Whether the calendar has an address from now on; which one, no record says."""

    is_open: bool


def _calendar_words(_who: str, facts: Facts) -> Wording:
    title = _("Your calendar address was removed")
    if facts["is_open"]:
        title = _("A new calendar address was created")
    return Wording(title, _(NOT_YOU), TargetPage.SAFETY)


def _replay_calendar(state: ChainState, entry: ReplayedEntry) -> None:
    state.row("calendar_feed").update(made_at=entry.at)
    if not entry.facts["is_open"]:
        state.tables.pop("calendar_feed")


CALENDAR_CHANGED = declare(
    "person.calendar_changed",
    shape=CalendarChangedFacts,
    wording=_calendar_words,
    tone="mute",
    icon="person",
    replay=_replay_calendar,
)


@shape
class MailRetriedFacts(TypedDict):
    """At which domain an address is that refused mail, and is tried again."""

    domain: Text


def _mail_retried(who: str, facts: Facts) -> Wording:
    title = _("{who} had mail to an address at {domain} tried again")
    return Wording(title.format(who=who, domain=facts["domain"]))


MAIL_RETRIED = declare(
    "mail.retried", shape=MailRetriedFacts, wording=_mail_retried, tone="mute", icon="return"
)
