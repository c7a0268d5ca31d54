"""Invitations to addresses outside: how many somebody may send, and who wants none."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.core.signing import BadSignature, dumps, loads
from django.utils.crypto import salted_hmac

from handsel.kernel import clock
from handsel.kernel.refusals import NotFound
from handsel.money.escrow.models import Holding
from handsel.people.models import Party
from handsel.work.jobs.models import Job
from handsel.work.terms.models import NoInvitations
from handsel.work.terms.refusals import TooManyInvitations, WantsNoInvitations

DAY = timedelta(days=1)
_SALT = "no invitations"


def allowed(*, has_paid: bool) -> int:
    """How many invitations a client may send in a day (rules: award and terms 1)."""
    limits: Mapping[bool, int] = {
        False: settings.INVITATIONS_A_DAY,
        True: settings.INVITATIONS_A_DAY_PAID,
    }
    return limits[has_paid]


def check_invitation(client: Party, email: str, at: datetime) -> None:
    """Refuse one invitation too many, and one to an address that wants none.

    Raises `TooManyInvitations` and `WantsNoInvitations`. Holds the client's row, so that each is counted.
    """
    Party.objects.select_for_update().get(pk=client.pk)
    if NoInvitations.objects.filter(pk=_digest(email)).exists():
        raise WantsNoInvitations
    sent = Job.objects.filter(client=client, awarded_at__gt=at - DAY).exclude(invitation=None).count()
    most = allowed(has_paid=Holding.objects.filter(client=client, released__gt=0).exists())
    if sent >= most:
        raise TooManyInvitations(most=most)


def wants_none(email: str) -> bool:
    """Whether an address is to get no invitations."""
    return NoInvitations.objects.filter(pk=_digest(email)).exists()


def opt_out_token(email: str) -> str:
    """The token in an invitation by which its reader says "never again"."""
    return dumps(email, salt=_SALT)


def opted_out_email(token: str) -> str:
    """The address of a token; raises `NotFound` for one that was not made here."""
    try:
        return str(loads(token, salt=_SALT))
    except BadSignature:
        raise NotFound from None


def opt_out(token: str) -> None:
    """Send no more invitations to the address of a token; asked more than once, it happens once."""
    email = opted_out_email(token)
    NoInvitations.objects.get_or_create(pk=_digest(email), defaults={"since": clock.now()})


def _digest(email: str) -> str:
    """What is kept of an address: nobody can read it from the database."""
    return salted_hmac(_SALT, email.casefold(), algorithm="sha256").hexdigest()
