"""Sending what changes a segment that was sent."""

from handsel_tracker.house.session import Session


def send_amendment(session: Session, segment: str, *, key: str, content: str, signature: str) -> None:
    """Send an amendment under its key; the same again changes nothing more."""
    body = {"content": content, "signature": signature}
    session.post(f"/segments/{segment}/amendments", body, **{"Idempotency-Key": key})
