"""The key of the device, which never leaves it."""

import hmac
from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@dataclass(frozen=True)
class DeviceKey:
    """An Ed25519 key, as 64 hexadecimal digits."""

    private: str

    @property
    def public(self) -> str:
        """The public key, in hexadecimal."""
        return self._key.public_key().public_bytes_raw().hex()

    @property
    def seal_key(self) -> bytes:
        """What seals the spool: who has not the device's key cannot write a block into it."""
        return hmac.new(bytes.fromhex(self.private), b"handsel-tracker spool", sha256).digest()

    def sign(self, content: bytes) -> str:
        """The signature over content, in hexadecimal."""
        return self._key.sign(content).hex()

    @property
    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self.private))


def new_device_key() -> DeviceKey:
    """A key that no device had."""
    return DeviceKey(Ed25519PrivateKey.generate().private_bytes_raw().hex())
