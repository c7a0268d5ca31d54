"""Seeds: a device commits itself for a day, and gets what draws the moments of its screenshots with it."""

from datetime import date
from typing import Annotated

from ninja import Router, Schema
from pydantic import ConfigDict, Field

from handsel.api.auth import DeviceRequest
from handsel.api.errors import ERRORS
from handsel.api.instants import Instant
from handsel.devices.seeds import commit_day
from handsel.kernel import clock

router = Router(tags=["seeds"])


class CommitmentIn(Schema):
    """What a device commits to for a day: SHA-256 of its first nonce; and its Ed25519 signature over the
    canonical JSON of `format` (`handsel-commitment/1`), `device`, `day` and `commitment`; in hexadecimal.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    commitment: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    signature: Annotated[str, Field(pattern="^[0-9a-f]{128}$")]


class Seed(Schema):
    """A commitment and when it arrived. From an hour before the day on also the seed, since when it is given,
    and `note`, which the house signed over all of it with the key at /log/key; null before.
    """

    day: date
    commitment: str
    received_at: Instant
    seed: str | None
    given_at: Instant | None
    note: str | None


@router.put("/seeds/{day}", response={200: Seed, **ERRORS}, operation_id="commit_day")
def put_seed(request: DeviceRequest, day: date, commitment: CommitmentIn) -> Seed:
    """Commit the device for a day in UTC, from today until in seven days, and get its seed once it is near.

    The first commitment of a day counts. The same again is answered as before; another is refused.
    """
    signature, now = commitment.signature, clock.now()
    row = commit_day(request.auth, day, commitment.commitment, signature=signature, at=now)
    return Seed(
        day=row.day,
        commitment=row.commitment,
        received_at=row.received_at,
        seed=row.seed or None,
        given_at=row.given_at,
        note=row.note if row.seed else None,
    )
