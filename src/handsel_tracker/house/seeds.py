"""Committing the device for a day, and the seed of it."""

from dataclasses import dataclass

from handsel_tracker.house.session import Session


@dataclass(frozen=True)
class SeedAnswer:
    """When a commitment arrived, and the seed once it is given; empty before."""

    commitment: str
    received_at: str
    seed: str
    given_at: str
    note: str


def commit_day(session: Session, day: str, commitment: str) -> SeedAnswer:
    """Commit the device for a day in UTC; the same again gives the seed once the day is near."""
    data = session.put(f"/seeds/{day}", {"commitment": commitment})
    texts = {name: str(data[name] or "") for name in ("received_at", "seed", "given_at", "note")}
    return SeedAnswer(commitment=str(data["commitment"]), **texts)
