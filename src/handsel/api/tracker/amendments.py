"""Sending amendments: what changes a segment that was sent before."""

from typing import Annotated
from uuid import UUID

from ninja import Header, Router, Schema
from pydantic import ConfigDict, Field

from handsel.api.auth import DeviceRequest
from handsel.api.errors import ERRORS
from handsel.kernel import clock
from handsel.work.hours.amending import amend_segment
from handsel.work.hours.signing import SignedText
from handsel_verify.amendments import BYTES_MAX

router = Router(tags=["segments"])
IdempotencyKey = Annotated[UUID, Header(alias="Idempotency-Key")]
"""The key of a request that is not named by its address: the same again does nothing more."""


class AmendmentIn(Schema):
    """Canonical JSON of an amendment as text, and the device's Ed25519 signature over it, in hexadecimal."""

    model_config = ConfigDict(extra="forbid", strict=True)

    content: Annotated[str, Field(max_length=BYTES_MAX, pattern=r"^[^\x00]*$")]
    signature: Annotated[str, Field(pattern="^[0-9a-f]{128}$")]


class Amended(Schema):
    """The segment that was amended."""

    segment: UUID


@router.post(
    "/segments/{uuid:pk}/amendments", response={200: Amended, **ERRORS}, operation_id="amend_segment"
)
def post_amendment(request: DeviceRequest, pk: UUID, amendment: AmendmentIn, key: IdempotencyKey) -> Amended:
    """Redact or delete a screenshot of a segment, give its time another memo, or take it off the sheet.

    All of it until its timesheet is submitted.
    Send a key of its own with each amendment. The same one again is answered as before; another amendment
    with its key is refused.
    """
    signed = SignedText(amendment.content, amendment.signature)
    amend_segment(request.auth, signed, pk=pk, key=key, at=clock.now())
    return Amended(segment=pk)
