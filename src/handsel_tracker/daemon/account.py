"""Whose device this is: the house, the person, the key and the tokens."""

from dataclasses import asdict, dataclass
from typing import Any

from handsel_tracker.evidence.device_key import DeviceKey
from handsel_tracker.house.client import HouseClient
from handsel_tracker.house.jobs import read_device
from handsel_tracker.house.session import Session
from handsel_tracker.house.sign_in import Tokens
from handsel_tracker.places.secrets import Secrets
from handsel_tracker.spool.spool import Spool

NOTE = "account"


@dataclass(frozen=True)
class SignedInAs:
    """A device that is signed in: where, as what, and for whom."""

    house: str
    device: str
    name: str
    person: str

    def as_document(self) -> dict[str, Any]:
        """As JSON holds it."""
        return asdict(self)


def stored_account(spool: Spool) -> SignedInAs | None:
    """Who is signed in, by the spool."""
    document = spool.note(NOTE)
    return SignedInAs(**document) if document else None


def session_of(account: SignedInAs, secrets: Secrets) -> Session:
    """Requests of the device; its first asks for an access token."""
    return Session(HouseClient(account.house), Tokens("", secrets.values.get("refresh", "")))


def open_account(client: HouseClient, tokens: Tokens) -> SignedInAs:
    """Who was signed in just now; raises `HouseAway`, `SignedOut`."""
    info = read_device(Session(client, tokens))
    return SignedInAs(client.address, info.device, info.name, info.person)


def keep_account(
    spool: Spool, secrets: Secrets, account: SignedInAs, *, key: DeviceKey, refresh: str
) -> None:
    """Keep who is signed in: secrets first, as nothing is sealed without the key.

    Pictures of a device before it go, since none of them can be sent any more.
    """
    secrets.store({"key": key.private, "refresh": refresh})
    spool.forget_pictures()
    spool.put_note(NOTE, account.as_document())


def drop_account(spool: Spool, secrets: Secrets) -> None:
    """Let nobody be signed in; what was recorded stays, without pictures."""
    secrets.forget()
    spool.forget_pictures()
    spool.put_note(NOTE, None)
