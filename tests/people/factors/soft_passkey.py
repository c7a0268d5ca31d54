"""A passkey in software, which answers as a device does: an ES256 key, without attestation."""

import json
import secrets
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.conf import settings
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode

PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40


class SoftPasskey:
    """One key pair of one site."""

    def __init__(self, *, verified: bool = True, origin: str = "") -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(32)
        self.user = b""
        self.flags = PRESENT | (VERIFIED if verified else 0)
        self.origin = origin or settings.BASE_URL

    def credential(self) -> Any:
        """What the site keeps of it, made without a page."""
        user, selection = {"id": "AA"}, {"residentKey": "required"}
        options = {"user": user, "authenticatorSelection": selection, "challenge": "AA"}
        return json.loads(self.created({"publicKey": options}))

    def created(self, options: Any) -> str:
        """What the device answers when it is asked to make this passkey."""
        asked_for = options["publicKey"]
        assert asked_for["authenticatorSelection"]["residentKey"] == "required"
        self.user = asked_for["user"]["id"].encode()
        public = cbor.encode(dict(ES256.from_cryptography_key(self.key.public_key())))
        held = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        data = {"fmt": "none", "attStmt": {}, "authData": self._data(self.flags | HAS_KEY) + held}
        client = self._client("webauthn.create", asked_for["challenge"])
        return self._answer({"attestationObject": cbor.encode(data), "clientDataJSON": client})

    def used(self, options: Any) -> str:
        """What the device answers when it is asked to use it."""
        data, client = self._data(self.flags), self._client("webauthn.get", options["publicKey"]["challenge"])
        signature = self.key.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        answer = {"authenticatorData": data, "clientDataJSON": client, "signature": signature}
        return self._answer(answer, userHandle=self.user.decode())

    def _data(self, flags: int) -> bytes:
        host = urlsplit(settings.BASE_URL).hostname or ""
        return sha256(host.encode()).digest() + bytes([flags]) + bytes(4)

    def _client(self, type: str, challenge: str) -> bytes:
        return json.dumps({"type": type, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, response: dict[str, bytes], **more: str) -> str:
        encoded = {name: websafe_encode(value) for name, value in response.items()}
        name = websafe_encode(self.id)
        about = {"id": name, "rawId": name, "type": "public-key", "clientExtensionResults": {}}
        return json.dumps({**about, "response": {**encoded, **more}})
