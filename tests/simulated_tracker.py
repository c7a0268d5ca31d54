"""A Tracker that is simulated: it knows the house by its published API alone."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client

DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
API = "/api/v1/tracker"


@dataclass(frozen=True)
class ApiAnswer:
    """What the house answered."""

    status: int
    body: bytes

    @property
    def data(self) -> Any:
        """Its body, read."""
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The code of its error."""
        return str(self.data["error"]["code"])


Send = Callable[[str, str, dict[str, str], bytes], ApiAnswer]
"""Sends a request: its method, path, headers and body."""


def within(client: Client | None = None) -> Send:
    """Ask the house in this process."""
    test_client = client or Client()

    def send(method: str, path: str, headers: dict[str, str], body: bytes) -> ApiAnswer:
        kind = headers.get("Content-Type", "")
        others = {name: value for name, value in headers.items() if name != "Content-Type"}
        response = test_client.generic(method, path, body, content_type=kind, headers=others)
        return ApiAnswer(response.status_code, response.content)

    return send


def over(address: str) -> Send:
    """Ask a house that is served at an address, by a connection for each request."""
    host = urlsplit(address).netloc

    def send(method: str, path: str, headers: dict[str, str], body: bytes) -> ApiAnswer:
        connection = HTTPConnection(host, timeout=20)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return ApiAnswer(response.status, response.read())
        finally:
            connection.close()

    return send


@dataclass
class SimulatedTracker:
    """A Tracker on a device: its key, its tokens, and how it reaches the house."""

    send: Send
    name: str = "Ben’s laptop"
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    access: str = ""
    refresh: str = ""

    @property
    def public_key(self) -> str:
        """The public key, in hexadecimal."""
        return self.key.public_key().public_bytes_raw().hex()

    def asks_for_code(self, **changes: str) -> ApiAnswer:
        """Begin to sign in; the answer has the code to show."""
        form = {"client_id": "handsel-tracker", "scope": "tracker"}
        form |= {"device_name": self.name, "public_key": self.public_key}
        return self._post_form("/api/oauth/device/code", form | changes)

    def polls(self, device_code: str) -> ApiAnswer:
        """Ask whether the code was approved; keep the tokens if it was."""
        form = {"client_id": "handsel-tracker", "grant_type": DEVICE_GRANT, "device_code": device_code}
        return self._kept(self._post_form("/api/oauth/token", form))

    def refreshes(self) -> ApiAnswer:
        """Get a new access token."""
        form = {"client_id": "handsel-tracker", "grant_type": "refresh_token", "refresh_token": self.refresh}
        return self._kept(self._post_form("/api/oauth/token", form))

    def gets(self, path: str) -> ApiAnswer:
        """Read something."""
        return self.send("GET", API + path, {"Authorization": f"Bearer {self.access}"}, b"")

    def _kept(self, answer: ApiAnswer) -> ApiAnswer:
        if answer.status == 200:
            self.access, self.refresh = answer.data["access_token"], answer.data["refresh_token"]
        return answer

    def _post_form(self, path: str, form: dict[str, str]) -> ApiAnswer:
        return self.send("POST", path, {"Content-Type": FORM}, urlencode(form).encode())
