"""Enrolling, renaming and revoking a device: acts of its person; an operator may revoke one too."""

from collections.abc import Callable
from uuid import UUID

from handsel.devices import entries
from handsel.devices.models import NAME_LENGTH_MAX, Device
from handsel.devices.refusals import DeviceNameMissing, DevicesFull, KeyEnrolled
from handsel.devices.tokens import end_tokens
from handsel.kernel import identifiers
from handsel.kernel.characters import clean_text, is_blank, refuse_bidi_controls
from handsel.kernel.json import Facts
from handsel.kernel.refusals import NotFound
from handsel.people.profile import on_own_chain
from handsel.record.actions import ActionContext, Actor, perform
from handsel.record.kinds import EntryKind

DEVICES_MAX = 20


def enroll(actor: Actor, *, name: str, public_key: str) -> UUID:
    """Add a device to the actor's; gives its identifier.

    `public_key` is Ed25519, 64 hexadecimal digits. Raises `DeviceNameMissing`, `KeyEnrolled`, `DevicesFull`.
    """
    name = _checked(name)

    def body(context: ActionContext) -> Facts:
        if Device.objects.filter(public_key=public_key).exists():
            raise KeyEnrolled
        if Device.objects.filter(person=actor.id).active().count() >= DEVICES_MAX:
            raise DevicesFull(most=DEVICES_MAX)
        device = identifiers.derived(context.id, "device")
        Device.objects.create(
            id=device, person_id=actor.id, name=name, public_key=public_key, enrolled_at=context.at
        )
        return {"device": str(device), "name": name, "public_key": public_key}

    request = {"name": name, "public_key": public_key}
    facts = perform(on_own_chain(entries.ENROLLED, actor.id, request), actor, body)
    return UUID(facts["device"])


def rename(actor: Actor, device: Device, *, name: str) -> None:
    """Call a device of the actor's otherwise; raises `DeviceNameMissing`."""
    name = _checked(name)

    def body(_context: ActionContext) -> Facts:
        Device.objects.filter(pk=device.pk).update(name=name)
        return {"device": str(device.pk), "name": name}

    if device.name != name:
        _perform_on(actor, device, entries.RENAMED, {"name": name}, body)


def revoke(actor: Actor, device: Device) -> None:
    """Let a device of the actor's do nothing more, and end its tokens; what it sent before stays."""

    if device.revoked_at is None:
        _perform_on(actor, device, entries.REVOKED, {}, lambda context: _end(context, device))


def revoke_as_operator(actor: Actor, device: Device, *, reason: str) -> None:
    """Let a device of another person do nothing more, for a reason that they are told."""

    def body(context: ActionContext) -> Facts:
        return {**_end(context, device), "reason": reason}

    request = {"device": str(device.pk), "reason": reason}
    perform(on_own_chain(entries.OPERATOR_REVOKED, device.person_id, request), actor, body)


def _end(context: ActionContext, device: Device) -> Facts:
    Device.objects.filter(pk=device.pk).update(revoked_at=context.at)
    end_tokens(device)
    return {"device": str(device.pk), "name": device.name}


def _perform_on(
    actor: Actor, device: Device, kind: EntryKind, request: Facts, body: Callable[[ActionContext], Facts]
) -> None:
    if device.person_id != actor.id:
        raise NotFound
    perform(on_own_chain(kind, actor.id, {"device": str(device.pk), **request}), actor, body)


def _checked(name: str) -> str:
    refuse_bidi_controls(name)
    if is_blank(name) or len(name) > NAME_LENGTH_MAX:
        raise DeviceNameMissing(most=NAME_LENGTH_MAX)
    return clean_text(name)
