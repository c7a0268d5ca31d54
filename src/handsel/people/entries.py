"""Entries about people: how they join, sign in, and appear."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.record.kinds import Audience, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Identifier, Text, Whole, shape
from handsel.record.wording import NOT_YOU, NoFacts, TargetPage, Wording, says, warns


def replay_person(*names: str) -> Callable[[ChainState, ReplayedEntry], None]:
    """The person has what the facts say under these names."""
    return lambda state, entry: state.row("person").update({name: entry.facts[name] for name in names})


@shape
class ProfileFacts(TypedDict):
    """How a person appears and reads pages."""

    name: Text
    time_zone: Text
    language: Text
    hires: bool
    works: bool


@shape
class SignedUpFacts(TypedDict):
    """Who joined, and as what; `proved` where an operator vouched for the address."""

    email: Text
    name: Text
    time_zone: Text
    hires: bool
    works: bool
    party: Whole
    proved: bool


def _replay_joined(state: ChainState, entry: ReplayedEntry) -> None:
    replay_person("email", "name", "time_zone", "hires", "works")(state, entry)
    state.row("person").update(joined_at=entry.at, language="en", avatar="", is_active=True, former_names=[])
    state.row("party").update(id=entry.facts["party"])
    if entry.facts["proved"]:
        _replay_proved(state, entry.facts["email"])


def _replay_proved(state: ChainState, email: str) -> None:
    """The address is the one by which the person signs in."""
    state.tables["email"] = {email: {"primary": True}}


def _replay_email_changed(state: ChainState, entry: ReplayedEntry) -> None:
    state.row("person").update(email=entry.facts["to"])
    _replay_proved(state, entry.facts["to"])


def _replay_profile(state: ChainState, entry: ReplayedEntry) -> None:
    person = state.row("person")
    if (before := person["name"]) != entry.facts["name"]:
        person["former_names"] = [*person["former_names"], {"name": before, "until": entry.at}]
    replay_person("name", "time_zone", "language", "hires", "works")(state, entry)


JOINED = declare(
    "person.joined",
    shape=SignedUpFacts,
    wording=says(gettext_noop("You created your account")),
    tone="mute",
    icon="person",
    replay=_replay_joined,
)


EmailFacts = TypedDict("EmailFacts", {"from": Text, "to": Text})
"""The address before, and the one that was proved."""


EMAIL_CONFIRMED = declare(
    "person.email_confirmed",
    shape=shape(EmailFacts),
    wording=says(gettext_noop("You confirmed your email")),
    tone="mute",
    icon="person",
    replay=lambda state, entry: _replay_proved(state, entry.facts["to"]),
)
EMAIL_CHANGED = declare(
    "person.email_changed",
    shape=shape(EmailFacts),
    wording=warns(gettext_noop("The email you sign in with was changed")),
    tone="mute",
    icon="person",
    audience=Audience.EVERYONE,
    replay=_replay_email_changed,
)
PROFILE_CHANGED = declare(
    "person.profile_changed",
    shape=ProfileFacts,
    wording=says(gettext_noop("You changed your profile")),
    tone="mute",
    icon="person",
    replay=_replay_profile,
)


@shape
class PictureFacts(TypedDict):
    """The fingerprint of the picture; empty for initials."""

    picture: str


PICTURE_CHANGED = declare(
    "person.picture_changed",
    shape=PictureFacts,
    wording=says(gettext_noop("You changed your picture")),
    tone="mute",
    icon="person",
    replay=lambda state, entry: state.row("person").update(avatar=entry.facts["picture"]),
)


def _password_changed(_who: str, _facts: Facts) -> Wording:
    devices = _("Devices with the Tracker stay connected until you disconnect them.")
    return Wording(_("Your password was changed"), f"{_(NOT_YOU)} {devices}", TargetPage.SAFETY)


PASSWORD_CHANGED = declare(
    "person.password_changed",
    shape=NoFacts,
    wording=_password_changed,
    tone="mute",
    icon="person",
    audience=Audience.EVERYONE,
)


@shape
class SessionsFacts(TypedDict):
    """How many sign-ins on other devices were ended."""

    ended: Whole


def _sessions(who: str, facts: Facts) -> Wording:
    title = ngettext(
        "One of your other sessions was signed out",
        "{n} of your other sessions were signed out",
        facts["ended"],
    )
    return Wording(title.format(n=facts["ended"]), _(NOT_YOU), TargetPage.SAFETY)


SESSIONS_ENDED = declare(
    "person.sessions_ended",
    shape=SessionsFacts,
    wording=_sessions,
    tone="mute",
    icon="person",
    audience=Audience.EVERYONE,
)


@shape
class PersonMadeFacts(TypedDict):
    """Whom an operator entered from the command line."""

    person: Identifier
    name: Text


MADE = declare(
    "person.made",
    shape=PersonMadeFacts,
    wording=lambda who, facts: Wording(_("{name} was added").format(name=facts["name"])),
    tone="mute",
    icon="person",
)


@shape
class OperatorFacts(TypedDict):
    """Who became an operator."""

    person: Identifier


OPERATOR_MADE = declare(
    "operator.made",
    shape=OperatorFacts,
    wording=lambda who, facts: Wording(_("A person was made an operator")),
    tone="mute",
    icon="person",
    replay=lambda state, entry: state.row("operator", entry.facts["person"]).update(is_operator=True),
)
