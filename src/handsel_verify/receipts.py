"""Receipts: what a site signs for a segment that it received."""


def receipt(origin: str, *, segment: str, digest: str, received_at: str) -> str:
    """The text that the site signs; never a checkpoint, whose second line is a number."""
    return f"{origin} receipt\n{segment}\n{digest}\n{received_at}\n"
