"""Entries about factors: added, renamed, removed, reset by an operator; recovery codes made and used."""

from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from pydantic import Field
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.record.kinds import Audience, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Text, Whole, shape
from handsel.record.wording import TargetPage, Wording, WordingFunction, says

STRANGER = gettext_noop(
    "If this was not you, open Sign-in security, remove what is not yours, reset your password and sign out "
    "your other sessions."
)
UNASKED = gettext_noop(
    "Your password alone is enough to sign in now: set up a second step again. If you did not ask for this, "
    "change your password and write to those who run this site."
)

_ADDED = {
    "totp": gettext_noop("An authenticator app was added to your sign-in"),
    "webauthn": gettext_noop("A passkey was added to your sign-in"),
}
_REMOVED = {
    "totp": gettext_noop("The authenticator app was removed from your sign-in"),
    "webauthn": gettext_noop("A passkey was removed from your sign-in"),
}


FactorType = Annotated[str, Field(pattern="^(totp|webauthn)$", examples=["totp"])]
"""The type of a factor as allauth calls it."""


@shape
class FactorFacts(TypedDict):
    """A factor: its number, its type, and the name of a passkey."""

    factor: Whole
    type: FactorType
    name: str


PasskeyRenamedFacts = TypedDict("PasskeyRenamedFacts", {"factor": Whole, "from": Text, "to": Text})
"""What a passkey was called, and is called now."""


@shape
class FactorRemovedFacts(TypedDict):
    """The factor that was removed; with the last one go the recovery codes."""

    type: FactorType
    name: str
    removed: list[Whole]


@shape
class CodesMadeFacts(TypedDict):
    """New recovery codes, in place of any before; the codes themselves are on no record."""

    factor: Whole
    removed: list[Whole]


@shape
class CodeUsedFacts(TypedDict):
    """How many recovery codes are left."""

    left: Whole


@shape
class FactorsResetFacts(TypedDict):
    """What an operator took off, and why; from the command line without a reason."""

    removed: list[Whole]
    reason: str


def _words(titles: dict[str, str]) -> WordingFunction:
    def wording(_who: str, facts: Facts) -> Wording:
        name = facts["name"] and _("Passkey: {name}").format(name=facts["name"])
        return Wording(_(titles[facts["type"]]), _(STRANGER), TargetPage.SECURITY, words=name)

    return wording


def _warns(title: str) -> WordingFunction:
    return lambda _who, _facts: Wording(_(title), _(STRANGER), TargetPage.SECURITY)


def _factors_reset(who: str, facts: Facts) -> Wording:
    title = _("An operator turned off your authenticator app and passkeys")
    detail = f"{_('It was {who}.').format(who=who)} {_(UNASKED)}"
    return Wording(title, detail, TargetPage.SECURITY, words=facts.get("reason", ""))


def _code_used(_who: str, facts: Facts) -> Wording:
    left = ngettext("{n} recovery code is left.", "{n} recovery codes are left.", facts["left"])
    detail = f"{left.format(n=facts['left'])} {_(STRANGER)}"
    return Wording(_("One of your recovery codes was used"), detail, TargetPage.SECURITY)


def _replay_added(state: ChainState, entry: ReplayedEntry) -> None:
    state.row("factor", entry.facts["factor"]).update(type=entry.facts["type"], created_at=entry.at)


def _replay_removed(state: ChainState, entry: ReplayedEntry) -> None:
    for factor in entry.facts["removed"]:
        state.tables["factor"].pop(str(factor))


def _replay_codes(state: ChainState, entry: ReplayedEntry) -> None:
    _replay_removed(state, entry)
    state.row("factor", entry.facts["factor"]).update(type="recovery_codes", created_at=entry.at)


FACTOR_ADDED = declare(
    "person.factor_added",
    shape=FactorFacts,
    wording=_words(_ADDED),
    tone="mute",
    icon="lock",
    audience=Audience.EVERYONE,
    replay=_replay_added,
)
FACTOR_REMOVED = declare(
    "person.factor_removed",
    shape=FactorRemovedFacts,
    wording=_words(_REMOVED),
    tone="mute",
    icon="lock",
    audience=Audience.EVERYONE,
    replay=_replay_removed,
)
PASSKEY_RENAMED = declare(
    "person.passkey_renamed",
    shape=shape(PasskeyRenamedFacts),
    wording=says(gettext_noop("You renamed a passkey"), TargetPage.SECURITY),
    tone="mute",
    icon="lock",
)
CODES_MADE = declare(
    "person.recovery_codes_made",
    shape=CodesMadeFacts,
    wording=_warns(gettext_noop("New recovery codes were made for your sign-in")),
    tone="mute",
    icon="lock",
    audience=Audience.EVERYONE,
    replay=_replay_codes,
)
CODE_USED = declare(
    "person.recovery_code_used",
    shape=CodeUsedFacts,
    wording=_code_used,
    tone="mute",
    icon="lock",
    audience=Audience.EVERYONE,
)
FACTORS_RESET = declare(
    "person.factors_reset",
    shape=FactorsResetFacts,
    wording=_factors_reset,
    tone="mute",
    icon="lock",
    audience=Audience.EVERYONE,
    replay=_replay_removed,
)
