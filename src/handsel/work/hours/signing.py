"""Whether a device signed something."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from handsel.devices.models import Device


def is_signed_by(device: Device, content: str, signature: str) -> bool:
    """Whether a signature, in hexadecimal, is that of a device's key over the content."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(device.public_key))
        key.verify(bytes.fromhex(signature), content.encode())
    except (InvalidSignature, ValueError):
        return False
    return True
