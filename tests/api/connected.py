"""Trackers that are signed in, without the code and the page that approves it."""

from datetime import UTC, timedelta

from allauth.idp.oidc.models import Token
from django.utils import timezone

from handsel.devices.enrolment import enroll
from handsel.devices.grants import ensure_client
from handsel.devices.tokens import SCOPES
from handsel.kernel import clock
from handsel.people.models import Person
from handsel.record.actions import Actor
from tests.simulated_tracker import Send, SimulatedTracker, within


def tracker_of(
    person: Person,
    name: str = "Laptop",
    *,
    send: Send | None = None,
    commits: bool = True,
    scopes: tuple[str, ...] = SCOPES,
) -> SimulatedTracker:
    """A Tracker on a new device of a person, with the seed of today."""
    tracker = SimulatedTracker(send or within(), name)
    device = enroll(Actor(person.pk), name=name, public_key=tracker.public_key)
    ensure_client()
    tracker.access, tracker.device = f"access-{device}", str(device)
    token = Token(type=Token.Type.ACCESS_TOKEN, client_id="handsel-tracker", user=person)
    token.set_scopes(list(scopes))
    token.set_value(tracker.access)
    token.data, token.expires_at = {"device": str(device)}, timezone.now() + timedelta(hours=1)
    token.save()
    today = clock.now().astimezone(UTC).date()
    for day in (today, today + timedelta(days=1)) if commits else ():
        tracker.commits(day)
    return tracker
