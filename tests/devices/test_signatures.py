"""Whether the key of a device signed something."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from handsel.devices.models import Device
from handsel.devices.refusals import SignatureWrong
from handsel.devices.signatures import check_signed, is_signed_by

KEY = Ed25519PrivateKey.generate()
DEVICE = Device(public_key=KEY.public_key().public_bytes_raw().hex())
OTHER = Ed25519PrivateKey.generate()


@pytest.mark.parametrize(
    ("signature", "is_own"),
    [
        (KEY.sign(b"a day").hex(), True),
        (KEY.sign(b"another day").hex(), False),
        (OTHER.sign(b"a day").hex(), False),
        ("no signature", False),
        ("", False),
    ],
)
def test_only_the_key_of_the_device_signs_for_it(signature: str, is_own: bool) -> None:
    assert is_signed_by(DEVICE, b"a day", signature) == is_own


def test_what_another_key_signed_is_refused() -> None:
    check_signed(DEVICE, b"a day", KEY.sign(b"a day").hex())
    with pytest.raises(SignatureWrong):
        check_signed(DEVICE, b"a day", OTHER.sign(b"a day").hex())
