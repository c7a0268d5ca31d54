"""Requests of a device that is signed in: with its token, and a new one when that has run out."""

import json
from dataclasses import dataclass
from typing import Any

from handsel_tracker.house.client import HouseClient, SignedOut, checked
from handsel_tracker.house.sign_in import Tokens, refresh

API = "/api/v1/tracker"
JSON, BYTES = "application/json", "application/octet-stream"


@dataclass
class Session:
    """A device that is signed in at a house."""

    client: HouseClient
    tokens: Tokens

    def get(self, path: str) -> Any:
        """Read something."""
        return self._send("GET", path, {}, b"")

    def put(self, path: str, body: Any) -> Any:
        """Send something, as JSON or as bytes."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        kind = BYTES if isinstance(body, bytes) else JSON
        return self._send("PUT", path, {"Content-Type": kind}, content)

    def post(self, path: str, body: Any, **headers: str) -> Any:
        """Send something that has no address of its own, as JSON."""
        return self._send("POST", path, {"Content-Type": JSON, **headers}, json.dumps(body).encode())

    def _send(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Any:
        """The JSON of a success; raises `SignedOut`, `HouseRefused`, `HouseAway`."""
        if not self.tokens.access:
            self.tokens = refresh(self.client, self.tokens.refresh)
        try:
            return self._once(method, path, headers, body)
        except SignedOut:
            self.tokens = refresh(self.client, self.tokens.refresh)
            return self._once(method, path, headers, body)

    def _once(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Any:
        bearer = {"Authorization": f"Bearer {self.tokens.access}"}
        return checked(self.client.send(method, API + path, headers | bearer, body)).data
