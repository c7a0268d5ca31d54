"""Receipts: what a site signs for a segment that it received, and for a seed that it gave."""

from datetime import UTC, date, datetime

from handsel_verify.moments import SeededDay


def receipt(origin: str, *, segment: str, digest: str, received_at: str) -> str:
    """The text that the site signs; never a checkpoint, whose second line is a number."""
    return f"{origin} receipt\n{segment}\n{digest}\n{received_at}\n"


def seed_text(origin: str, *, device: str, day: date, seeded: SeededDay) -> str:
    """The text that the site signs as it gives a device the seed of a day, in the same way."""
    lines = [f"{origin} seed", device, day.isoformat(), seeded.commitment, _instant(seeded.received_at)]
    lines += [seeded.seed, _instant(seeded.given_at) if seeded.given_at else ""]
    return "".join(f"{line}\n" for line in lines)


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
