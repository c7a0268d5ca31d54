"""Whether a device signed something: its token says who sends, its key alone says who recorded."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from handsel.devices.models import Device
from handsel.devices.refusals import SignatureWrong


def is_signed_by(device: Device, content: bytes, signature: str) -> bool:
    """Whether a signature, in hexadecimal, is that of a device's key over the content."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(device.public_key))
        key.verify(bytes.fromhex(signature), content)
    except (InvalidSignature, ValueError):
        return False
    return True


def check_signed(device: Device, content: bytes, signature: str) -> None:
    """Raise `SignatureWrong` unless the key of the device signed the content."""
    if not is_signed_by(device, content, signature):
        raise SignatureWrong
