"""Entries about devices with the Tracker, on the chain of their person."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.record.kinds import Audience, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Digest, Identifier, Text, shape
from handsel.record.wording import TargetPage, Wording

NOT_YOUR_DEVICE = gettext_noop("If this was not you, disconnect the device now and change your password.")


@shape
class EnrolledFacts(TypedDict):
    """A device: what it is called, and the public key by which it signs."""

    device: Identifier
    name: Text
    public_key: Digest


@shape
class DeviceFacts(TypedDict):
    """Which device, and what it is called."""

    device: Identifier
    name: Text


@shape
class OperatorRevokedFacts(DeviceFacts):
    """Which device an operator disconnected, and why."""

    reason: Text


def _replay_enrolled(state: ChainState, entry: ReplayedEntry) -> None:
    facts = entry.facts
    columns = {"name": facts["name"], "public_key": facts["public_key"], "revoked_at": None}
    state.row("device", facts["device"]).update(columns, enrolled_at=entry.at)


def _replay_renamed(state: ChainState, entry: ReplayedEntry) -> None:
    state.row("device", entry.facts["device"]).update(name=entry.facts["name"])


def _replay_revoked(state: ChainState, entry: ReplayedEntry) -> None:
    state.row("device", entry.facts["device"]).update(revoked_at=entry.at)


def _enrolled(_who: str, facts: Facts) -> Wording:
    title = _("The Tracker on “{device}” was connected to your account").format(device=facts["name"])
    return Wording(title, _(NOT_YOUR_DEVICE), TargetPage.DEVICES)


def _renamed(_who: str, facts: Facts) -> Wording:
    return Wording(
        _("You renamed a device to “{device}”").format(device=facts["name"]), "", TargetPage.DEVICES
    )


def _revoked(_who: str, facts: Facts) -> Wording:
    title = _("The Tracker on “{device}” was disconnected").format(device=facts["name"])
    return Wording(title, _("It can no longer record time."), TargetPage.DEVICES)


def _revoked_by_operator(who: str, facts: Facts) -> Wording:
    title = _("An operator disconnected the Tracker on “{device}”").format(device=facts["name"])
    detail = _("It was {who}. The device can no longer record time. You can connect it again.")
    return Wording(title, detail.format(who=who), TargetPage.DEVICES, facts["reason"])


ENROLLED = declare(
    "device.enrolled",
    shape=EnrolledFacts,
    wording=_enrolled,
    tone="mute",
    icon="screen",
    audience=Audience.EVERYONE,
    replay=_replay_enrolled,
)
RENAMED = declare(
    "device.renamed",
    shape=DeviceFacts,
    wording=_renamed,
    tone="mute",
    icon="screen",
    replay=_replay_renamed,
)
REVOKED = declare(
    "device.revoked",
    shape=DeviceFacts,
    wording=_revoked,
    tone="mute",
    icon="screen",
    audience=Audience.EVERYONE,
    replay=_replay_revoked,
)
OPERATOR_REVOKED = declare(
    "device.operator_revoked",
    shape=OperatorRevokedFacts,
    wording=_revoked_by_operator,
    tone="warn",
    icon="screen",
    audience=Audience.EVERYONE,
    replay=_replay_revoked,
)
