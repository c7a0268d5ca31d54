"""How a sealed offer lies in the database: encrypted with a key of its own, in a file beside the log's key.

The same form gives the same salt and the same bytes, so that a form sent twice is one act; without the key
nobody can tell either. All offers have one length.
"""

import hmac
from base64 import b64decode, b64encode
from contextlib import suppress
from pathlib import Path
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings

from handsel.record.log import keyfiles
from handsel.trust.disputes.commitments import Opening

KEY_FILE = "sealed-offers.key"
_KEY_BITS = 512
_SALT_BYTES, _AMOUNT_BYTES = 32, 8


def salt_for(place: str, key: UUID) -> bytes:
    """The salt of the offer that a form with this key seals in a place: a dispute and a side."""
    return hmac.digest(_key(), f"{place} {key}".encode(), "sha256")


def seal(place: str, opening: Opening) -> str:
    """A number with its salt, encrypted; it opens only in its own place."""
    plain = opening.salt + opening.to_freelancer.to_bytes(_AMOUNT_BYTES, "big")
    return b64encode(AESSIV(_key()).encrypt(plain, [place.encode()])).decode()


def unseal(place: str, side: str, sealed: str) -> Opening | None:
    """The number with its salt; None where it was altered, or the key is another now."""
    try:
        plain = AESSIV(_key()).decrypt(b64decode(sealed, validate=True), [place.encode()])
    except (InvalidTag, ValueError):
        return None
    salt, amount = plain[:_SALT_BYTES], plain[_SALT_BYTES:]
    return Opening(side, salt, int.from_bytes(amount, "big"))


def _key() -> bytes:
    """The key, which the first use makes; of processes that make it at once, all take the same."""
    place = Path(settings.LOG_KEY_DIR) / KEY_FILE
    if not place.exists():
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = place.with_name(f"{place.name}.{uuid4().hex}")
        keyfiles.write(draft, b64encode(AESSIV.generate_key(_KEY_BITS)).decode())
        with suppress(FileExistsError):
            place.hardlink_to(draft)
        draft.unlink()
    return b64decode(place.read_text())
