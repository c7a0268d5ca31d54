"""Committing the device for a day, and the seed of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handsel_tracker.house.client import HouseAway
from handsel_tracker.house.session import Session
from handsel_verify.moments import SEED_BYTES
from handsel_verify.strict_json import Malformed, hex_from


@dataclass(frozen=True)
class SeedAnswer:
    """When a commitment arrived, and the seed once it is given; empty before."""

    commitment: str
    received_at: str
    seed: str
    given_at: str
    note: str


def commit_day(session: Session, day: str, commitment: str, signature: str) -> SeedAnswer:
    """Commit the device for a day in UTC; the same again gives the seed once the day is near.

    Raises `HouseAway` if a seed or an instant is none: moments are drawn from them.
    """
    data = session.put(f"/seeds/{day}", {"commitment": commitment, "signature": signature})
    answer = SeedAnswer(
        commitment=str(data["commitment"]),
        received_at=_instant(data["received_at"]),
        seed=_seed(data["seed"]),
        given_at=_instant(data["given_at"]),
        note=str(data["note"] or ""),
    )
    if not answer.received_at or bool(answer.seed) != bool(answer.given_at):
        raise HouseAway(f"The site did not say when it received or gave what it has of {day}.")
    return answer


def _instant(value: Any) -> str:
    text = str(value or "")
    try:
        if text and datetime.fromisoformat(text).tzinfo is None:
            raise ValueError(text)
    except ValueError:
        raise HouseAway("The site sent an instant that is none.") from None
    return text


def _seed(value: Any) -> str:
    try:
        return hex_from(value, SEED_BYTES).hex() if value else ""
    except Malformed:
        raise HouseAway("The site sent a seed that is none.") from None
