"""Invitations to addresses outside: a limit in a day, and none for who wants none."""

import pytest

from handsel.kernel.refusals import NotFound
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.jobs.models import Job
from handsel.work.terms.award import Awardee, award
from handsel.work.terms.invitations import allowed, opt_out, opt_out_token, opted_out_email, wants_none
from handsel.work.terms.models import NoInvitations
from handsel.work.terms.refusals import TooManyInvitations, WantsNoInvitations
from tests import factories
from tests.conftest import FrozenClock

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture(autouse=True)
def _presets(db: None) -> None:
    factories.ensure_presets()


def invite(client: Person, email: str = "guest@example.net") -> Job:
    return award(Actor(client.pk), client, Awardee(email=email), factories.terms())


def invitations() -> int:
    """How many were sent."""
    return Job.objects.exclude(invitation=None).count()


def test_a_client_invites_so_many_in_a_day_and_no_more(ada: Person, frozen_clock: FrozenClock) -> None:
    for number in range(allowed(has_paid=False)):
        invite(ada, f"guest{number}@example.net")
    with pytest.raises(TooManyInvitations, match="5 people"):
        invite(ada)
    assert Job.objects.count() == 5
    frozen_clock.passes(days=1, seconds=1)
    invite(ada)


def test_who_has_paid_once_may_invite_more(ada: Person, ben: Person) -> None:
    factories.released(ada, factories.delivered(ada, ben, 100))
    for number in range(allowed(has_paid=False) + 1):
        invite(ada, f"guest{number}@example.net")
    assert invitations() == allowed(has_paid=False) + 1


def test_people_who_are_here_are_not_counted(ada: Person, ben: Person) -> None:
    for _ in range(allowed(has_paid=False) + 1):
        factories.awarded(ada, ben)
    invite(ada)
    assert invitations() == 1


def test_one_clients_invitations_are_not_anothers(ada: Person, ben: Person) -> None:
    for number in range(allowed(has_paid=False)):
        invite(ada, f"guest{number}@example.net")
    invite(ben)
    assert invitations() == allowed(has_paid=False) + 1


def test_the_same_award_sent_again_counts_once(ada: Person) -> None:
    actor, to, terms = Actor(ada.pk), Awardee(email="guest@example.net"), factories.terms()
    assert len({award(actor, ada, to, terms).pk for _ in range(9)}) == 1


@pytest.mark.parametrize("email", ["guest@example.net", "GUEST@example.net", "a/b+c@example.net"])
def test_who_says_never_again_is_not_invited_again(ada: Person, email: str) -> None:
    opt_out(opt_out_token(email.lower()))
    opt_out(opt_out_token(email.lower()))
    with pytest.raises(WantsNoInvitations):
        invite(ada, email)
    assert wants_none(email)
    assert not wants_none("other@example.net")
    assert email.lower() not in NoInvitations.objects.get().address


@pytest.mark.parametrize("token", ["", "guest@example.net", "e30:1vAbcd:forged"])
def test_a_forged_token_is_not_found(token: str) -> None:
    with pytest.raises(NotFound):
        opted_out_email(token)
