"""Sending the bytes of screenshots."""

from typing import Annotated

from django.http import HttpRequest
from ninja import PathEx, Router, Schema

from handsel.api.auth import DeviceRequest
from handsel.api.errors import ERRORS
from handsel.api.instants import Instant
from handsel.kernel import clock
from handsel.work.hours.shots.lifecycle import ShotState
from handsel.work.hours.shots.receiving import receive_shot

Sha256 = Annotated[str, PathEx(pattern="^[0-9a-f]{64}$")]
router = Router(tags=["objects"])


class Kept(Schema):
    """A screenshot that arrived, and when."""

    sha256: str
    state: ShotState
    arrived_at: Instant | None


_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.put(
    "/objects/{sha256}", response={200: Kept, **ERRORS}, operation_id="send_object", openapi_extra=_BODY
)
def put_object(request: DeviceRequest, sha256: Sha256) -> Kept:
    """Send a screenshot: 32 bytes of salt, then one WebP picture of at most 512 kB.

    Its address is SHA-256 over both, as a segment announced it.
    """
    shot = receive_shot(request.auth, sha256, _body(request), clock.now())
    return Kept(sha256=sha256, state=ShotState(shot.state), arrived_at=shot.arrived_at)


def _body(request: HttpRequest) -> bytes:
    body: bytes = request.body
    return body
