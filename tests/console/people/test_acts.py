"""Operators help with a sign-in: with a reason, on both records, told to the person, and without a secret."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.urls import reverse

from handsel.console.people.acts import Help, LinkSent, NothingToEnd, OwnSignIn, give_help
from handsel.kernel.identifiers import HOUSE
from handsel.notices.models import Notice
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.models import Entry
from tests.conftest import FrozenClock
from tests.people.factors.conftest import set_up
from tests.web.scenario import post_form, signed_in, work_all

COVERS = (
    "handsel.console.people.finding",
    "handsel.console.people.views",
    "handsel.people.reset_link",
)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]
REASON = "Ada called, and proved who she is."


def kinds_on(subject: object) -> list[str]:
    entries = Entry.objects.filter(chain__subject=subject).order_by("number")
    return list(entries.values_list("kind", flat=True))


def session_of(person: Person) -> Client:
    """A browser in which the person is signed in, as the list of sessions has it."""
    client = signed_in(person)
    key = client.cookies["sessionid"].value
    UserSession.objects.create(user=person, session_key=key, ip="127.0.0.1", user_agent="A browser")
    return client


def test_every_session_of_a_person_is_ended_and_they_are_told(ada: Person, olga: Person) -> None:
    browsers = [session_of(ada), session_of(ada)]
    give_help(Actor(olga.pk), ada, Help.SESSIONS, reason=REASON)
    assert [browser.get(reverse("home")).status_code for browser in browsers] == [302, 302]
    assert not UserSession.objects.filter(user=ada).exists()
    assert kinds_on(HOUSE) == ["operator.helped"]
    assert kinds_on(ada.pk) == ["person.helped"]
    work_all()
    notice = Notice.objects.get(person=ada)
    assert (notice.title, notice.words) == ("An operator signed you out everywhere", REASON)
    assert "Olga Lind" in notice.detail
    assert [letter.to for letter in mail.outbox] == [[ada.email]]


def test_a_reset_link_goes_to_the_person_alone(ada: Person, olga: Person, client: Client) -> None:
    give_help(Actor(olga.pk), ada, Help.RESET_LINK, reason=REASON)
    work_all()
    assert {address for letter in mail.outbox for address in letter.to} == {ada.email}
    link = next(
        found_link[1]
        for letter in mail.outbox
        if (found_link := re.search(r"http://localhost:8000(/\S*reset/key\S+)", str(letter.body)))
    )
    assert client.get(link, follow=True).status_code == 200
    assert all(link not in str(entry.facts) for entry in Entry.objects.all())


def test_another_link_is_sent_after_ten_minutes(ada: Person, olga: Person, frozen_clock: FrozenClock) -> None:
    give_help(Actor(olga.pk), ada, Help.RESET_LINK, reason=REASON)
    frozen_clock.passes(minutes=9)
    with pytest.raises(LinkSent):
        give_help(Actor(olga.pk), ada, Help.RESET_LINK, reason=REASON)
    frozen_clock.passes(minutes=2)
    give_help(Actor(olga.pk), ada, Help.RESET_LINK, reason=REASON)


def test_lost_factors_are_turned_off(ada: Person, olga: Person) -> None:
    set_up(ada)
    give_help(Actor(olga.pk), ada, Help.FACTORS, reason=REASON)
    assert not Authenticator.objects.filter(user=ada).exists()
    assert kinds_on(ada.pk)[-1] == "person.factors_reset"
    work_all()
    notice = Notice.objects.get(
        person=ada, title="An operator turned off your authenticator app and passkeys"
    )
    assert notice.words == REASON
    assert "It was Olga Lind." in notice.detail


def test_what_is_not_there_is_not_ended_and_leaves_no_entry(ada: Person, olga: Person) -> None:
    for help_kind in (Help.SESSIONS, Help.FACTORS):
        with pytest.raises(NothingToEnd):
            give_help(Actor(olga.pk), ada, help_kind, reason=REASON)
    assert kinds_on(HOUSE) == kinds_on(ada.pk) == []


def test_operators_do_not_help_themselves(olga: Person) -> None:
    for help_kind in Help:
        with pytest.raises(OwnSignIn):
            give_help(Actor(olga.pk), olga, help_kind, reason=REASON)
    page = signed_in(olga).get(reverse("console-person", args=[olga.pk])).content.decode()
    assert "This is your own account." in page


def test_a_person_is_found_by_a_part_of_the_name_or_email(ada: Person, ben: Person, olga: Person) -> None:
    def found_by(words: str) -> list[str]:
        answer = signed_in(olga).get(reverse("console-people"), {"q": words})
        return [row.name for row in answer.context["rows"]]

    assert found_by("vance") == ["Ada Vance"]
    assert found_by("BEN@") == ["Ben Okafor"]
    assert found_by(" ") == found_by("nobody at all") == []


def test_help_is_given_from_the_page_of_a_person(ada: Person, olga: Person) -> None:
    session_of(ada)
    page = signed_in(olga).get(reverse("console-person", args=[ada.pk])).content.decode()
    assert ada.email in page
    assert post_form(olga, "console-help", ada.pk, "sessions", reason="").status_code == 422
    answer = post_form(olga, "console-help", ada.pk, "sessions", reason=REASON)
    assert "Ada Vance is told of it by mail." in answer.content.decode()
    assert (
        "There is nothing to end"
        in post_form(olga, "console-help", ada.pk, "sessions", reason=REASON).content.decode()
    )
