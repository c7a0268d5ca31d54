"""A Tracker that is simulated: it knows the house by its published API alone."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID, uuid4, uuid5

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client

from tests.simulated_moments import SimulatedDay

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


def over(address: str, *, source: str = "") -> Send:
    """Ask a house that is served at an address, by a connection for each request that comes from `source`."""
    host = urlsplit(address).netloc

    def send(method: str, path: str, headers: dict[str, str], body: bytes) -> ApiAnswer:
        connection = HTTPConnection(host, timeout=20, source_address=(source, 0))
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return ApiAnswer(response.status, response.read())
        finally:
            connection.close()

    return send


@dataclass
class SimulatedSegment:
    """A segment with its key: what it says may be changed before it is sent."""

    content: dict[str, Any]
    key: Ed25519PrivateKey
    signature: str = ""

    @property
    def text(self) -> str:
        """Its canonical JSON."""
        return rfc8785.dumps(self.content).decode()

    @property
    def id(self) -> str:
        """Its identifier."""
        named = f"{self.content['job']} {self.content['block']}"
        return str(uuid5(UUID(self.content["device"]), named))

    @property
    def digest(self) -> str:
        """Its SHA-256."""
        return sha256(self.text.encode()).hexdigest()

    @property
    def body(self) -> dict[str, str]:
        """What is sent of it."""
        signed = self.signature or self.key.sign(self.text.encode()).hex()
        return {"content": self.text, "signature": signed}


@dataclass
class SimulatedShot:
    """A screenshot as its segment announces it, and its salt and bytes."""

    announced: dict[str, Any]
    content: bytes


def instant(at: datetime) -> str:
    """A time as segments say it."""
    return at.astimezone(UTC).isoformat(timespec="seconds")


@dataclass
class SimulatedTracker:
    """A Tracker on a device: its key, its tokens, and how it reaches the house."""

    send: Send
    name: str = "Ben’s laptop"
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    access: str = ""
    refresh: str = ""
    device: str = ""
    seq: int = 0
    prev: str = "0" * 64
    beat: int = 0
    days: dict[date, SimulatedDay] = field(default_factory=dict)

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

    def reads_messages(self, job: int, query: str = "") -> ApiAnswer:
        """Read messages of a job, by its number."""
        address = f"/api/v1/jobs/{job}/messages{query}"
        return self.send("GET", address, {"Authorization": f"Bearer {self.access}"}, b"")

    def writes(self, job: int, words: str, key: str = "", **fields: Any) -> ApiAnswer:
        """Post a message in a job, by its number."""
        headers = {"Authorization": f"Bearer {self.access}", "Content-Type": JSON}
        headers["Idempotency-Key"] = key or str(uuid4())
        body = json.dumps({"words": words} | fields).encode()
        return self.send("POST", f"/api/v1/jobs/{job}/messages", headers, body)

    def puts(self, path: str, body: Any) -> ApiAnswer:
        """Send something, as JSON."""
        headers = {"Authorization": f"Bearer {self.access}", "Content-Type": JSON}
        return self.send("PUT", API + path, headers, json.dumps(body).encode())

    def posts(self, path: str, body: Any, **headers: str) -> ApiAnswer:
        """Send something that has no address of its own, as JSON."""
        sent = {"Authorization": f"Bearer {self.access}", "Content-Type": JSON} | headers
        return self.send("POST", API + path, sent, json.dumps(body).encode())

    def amends(self, segment: str, change: dict[str, Any], key: str = "", **fields: Any) -> ApiAnswer:
        """Change a segment that was sent, by its identifier."""
        content = {"format": "handsel-amendment/1", "device": self.device, "segment": segment}
        text = rfc8785.dumps(content | {"change": change} | fields)
        body = {"content": text.decode(), "signature": self.key.sign(text).hex()}
        return self.posts(f"/segments/{segment}/amendments", body, **{"Idempotency-Key": key or str(uuid4())})

    def redacts(self, segment: "SimulatedSegment", shot: "SimulatedShot", picture: bytes) -> ApiAnswer:
        """Let a picture take the place of a screenshot, which is changed; its bytes are still to be sent."""
        before, content = shot.announced["commitment"], os.urandom(32) + picture
        replacement = sha256(content).hexdigest()
        change = {"kind": "redact", "shot": before, "replacement": replacement, "redactions": 1}
        answer = self.amends(segment.id, change)
        if answer.status == 200:
            shot.announced |= {"commitment": replacement, "redactions": 1}
            shot.content = content
        return answer

    def commits(self, day: date, commitment: str = "") -> ApiAnswer:
        """Commit to the nonces of a day, or to something else; keep the seed if it comes."""
        drawn = self.days.setdefault(day, SimulatedDay())
        says = {"day": day.isoformat(), "commitment": commitment or drawn.commitment}
        signature = self.signs("handsel-commitment/1", says)
        body = {"commitment": says["commitment"], "signature": signature}
        answer = self.puts(f"/seeds/{day.isoformat()}", body)
        if answer.status == 200 and answer.data["seed"]:
            drawn.seed, drawn.given_at = answer.data["seed"], datetime.fromisoformat(answer.data["given_at"])
        return answer

    def beats(self, running: str | None = None, **fields: Any) -> ApiAnswer:
        """Send a heartbeat: what was signed, and the job that is tracked."""
        self.beat += 1
        says = {"beat": self.beat, "seq": self.seq, "prev": self.prev, "running": running} | fields
        signature = self.signs("handsel-heartbeat/1", says)
        return self.posts("/heartbeats", {"signature": signature} | says)

    def signs(self, kind: str, says: dict[str, Any]) -> str:
        """The signature over a statement of a kind, in hexadecimal."""
        return self.key.sign(rfc8785.dumps({"format": kind, "device": self._own()} | says)).hex()

    def shoots_when_due(
        self, job: str, block: datetime, picture: bytes, *, start: int = 0, seconds: int = 720, **fields: Any
    ) -> "SimulatedShot":
        """The screenshot of a block, of which so many seconds after so many are tracked."""
        first = block + timedelta(seconds=start)
        day = self.days[block.astimezone(UTC).date()]
        due = day.due(job, block, [(first, first + timedelta(seconds=seconds))])
        return self.shoots(due, picture, **({"offline": not day.has_seed(first)} | fields))

    def shoots(self, at: datetime, picture: bytes, **fields: Any) -> "SimulatedShot":
        """A screenshot that was taken at a time."""
        shot = {"due": instant(at), "taken": instant(at), "monitor": 0, "offline": False, "redactions": 0}
        content = os.urandom(32) + picture
        return SimulatedShot(shot | {"commitment": sha256(content).hexdigest()} | fields, content)

    def uploads(self, shot: "SimulatedShot", content: bytes | None = None) -> ApiAnswer:
        """Send the bytes of a screenshot, or others in their place."""
        headers = {"Authorization": f"Bearer {self.access}", "Content-Type": "application/octet-stream"}
        body = shot.content if content is None else content
        return self.send("PUT", f"{API}/objects/{shot.announced['commitment']}", headers, body)

    def segment(
        self, job: str, block: datetime, *, start: int = 0, seconds: int = 720, **fields: Any
    ) -> "SimulatedSegment":
        """The next segment: so many seconds of a block, after so many from its beginning."""
        first = block + timedelta(seconds=start)
        span = [instant(first), instant(first + timedelta(seconds=seconds))]
        content = {
            "format": "handsel-segment/1",
            "device": self._own(),
            "seq": self.seq + 1,
            "prev": self.prev,
            "job": job,
            "block": instant(block),
            "spans": [span],
            "minutes": [
                {
                    "minute": start // 60,
                    "active": min(seconds, 60 - start % 60, 42),
                    "keys": 120,
                    "clicks": None,
                }
            ],
            "memo": "Sketches.",
            "work_view": {"state": "off", "reason": ""},
            "shots": [],
            "clock": {"offset_ms": 120, "boot": "a boot", "up_ms": 3_600_000},
            "events": [],
            "commits": [],
            "program": "simulated 1",
            "nonce": day.nonce(block) if (day := self.days.get(block.astimezone(UTC).date())) else None,
        } | fields
        return SimulatedSegment(content, self.key)

    def sends(self, segment: "SimulatedSegment") -> ApiAnswer:
        """Send a segment; after an error, ask which comes next, as one that cannot count is kept."""
        answer = self.puts(f"/segments/{segment.id}", segment.body)
        if answer.status == 200:
            self.seq, self.prev = segment.content["seq"], segment.digest
        elif (following := self.gets("/segments/next")).status == 200:
            self.seq, self.prev = following.data["seq"] - 1, following.data["prev"]
        return answer

    def _own(self) -> str:
        if not self.device and (answer := self.gets("/device")).status == 200:
            self.device = str(answer.data["device"])
        return self.device

    def _kept(self, answer: ApiAnswer) -> ApiAnswer:
        if answer.status == 200:
            self.access, self.refresh = answer.data["access_token"], answer.data["refresh_token"]
        return answer

    def _post_form(self, path: str, form: dict[str, str]) -> ApiAnswer:
        return self.send("POST", path, {"Content-Type": FORM}, urlencode(form).encode())
