"""Signing a device in by a code that its person approves (RFC 8628).

What a device says of itself when it asks for a code waits in the cache until its person has answered.
"""

from dataclasses import asdict, dataclass
from datetime import timedelta
from uuid import UUID

from allauth.idp.oidc.models import Client
from django.core.cache import cache

from handsel.devices import enrolment
from handsel.devices.models import fingerprint
from handsel.devices.refusals import CodeUsed
from handsel.devices.tokens import MESSAGES, SCOPE, SCOPES
from handsel.people.attempts import Attempt
from handsel.record.actions import Actor

CLIENT = "handsel-tracker"
CODE_LIFETIME = timedelta(minutes=5)
CODES_FREE = 30
"""How many codes an address may ask for before pauses grow."""


@dataclass(frozen=True)
class NewDevice:
    """What a device says of itself: its name, its public key in hexadecimal, and what it asks to do."""

    name: str
    public_key: str
    scopes: tuple[str, ...] = (SCOPE,)

    @property
    def tracks(self) -> bool:
        """Whether it asks to record time."""
        return SCOPE in self.scopes

    @property
    def reads_messages(self) -> bool:
        """Whether it asks to read and post messages."""
        return MESSAGES in self.scopes

    @property
    def fingerprint(self) -> str:
        """The key as both screens show it."""
        return fingerprint(self.public_key)


def ensure_client() -> None:
    """Let the Tracker be known: a public client, which has no secret."""
    defaults = {
        "name": "Handsel Tracker",
        "type": Client.Type.PUBLIC,
        "scopes": "\n".join(SCOPES),
        "default_scopes": SCOPE,
        "grant_types": f"{Client.GrantType.DEVICE_CODE}\n{Client.GrantType.REFRESH_TOKEN}",
        "response_types": "",
    }
    Client.objects.update_or_create(id=CLIENT, defaults=defaults)


def code_attempt(network: str) -> Attempt:
    """What asking for a code counts as."""
    return Attempt(f"code {network}", "device codes", free=CODES_FREE)


def remember(device_code: str, device: NewDevice, *, seconds: int) -> None:
    """Keep what a device says of itself until its code runs out."""
    cache.set(_place(device_code), asdict(device), timeout=seconds)


def waiting(device_code: str) -> NewDevice | None:
    """The device that waits for an answer to its code."""
    kept = cache.get(_place(device_code))
    return NewDevice(**kept) if kept and "device" not in kept else None


def approve(actor: Actor, device_code: str) -> UUID:
    """Enroll the device that waits under a code; raises `CodeUsed`, and what `enroll` does."""
    device = waiting(device_code)
    if device is None:
        raise CodeUsed
    pk = enrolment.enroll(actor, name=device.name, public_key=device.public_key)
    cache.set(_place(device_code), {**asdict(device), "device": str(pk)}, timeout=CODE_LIFETIME.seconds)
    return pk


def enrolled(device_code: str) -> str | None:
    """Take the identifier of the device that was approved under a code."""
    kept = cache.get(_place(device_code)) or {}
    cache.delete(_place(device_code))
    return kept.get("device")


def _place(device_code: str) -> str:
    return f"new-device-{device_code}"
