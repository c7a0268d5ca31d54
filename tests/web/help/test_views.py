"""Help: open to everybody, with no dead link, and with the numbers of the rules."""

import re

import pytest
from django.test import Client

from handsel.kernel.identifiers import HOUSE
from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets, publish
from handsel.policy.rules import FeePayer, Rules
from handsel.record.actions import Actor
from handsel.web.help.views import TOPICS
from handsel.work.hours.review import CONTEST_DAYS, INSIST_DAYS

pytestmark = pytest.mark.django_db
PATHS = ["/help/", *(f"/help/{topic.slug}/" for topic in TOPICS)]


def _page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


@pytest.mark.parametrize("path", PATHS)
def test_help_is_open_to_strangers(client: Client, path: str) -> None:
    assert '<a href="/help/" aria-current="page">' in _page(client, path)


@pytest.mark.parametrize("path", PATHS)
def test_no_link_of_help_is_dead(client: Client, path: str) -> None:
    links = set(re.findall(r'href="(/[^"#?]*)', _page(client, path)))
    answers = {link: client.get(link).status_code for link in links if not link.startswith("/static/")}
    assert {link for link, status in answers.items() if status not in (200, 302)} == set()


def test_the_links_of_the_bar_and_the_foot_lead_somewhere(client: Client, ben: Person) -> None:
    client.force_login(ben)
    page = _page(client, "/help/")
    links = set(re.findall(r'href="(/[^"#?]*)', page)) | set(re.findall(r'action="(/[^"]*)"', page))
    assert {"/", "/jobs/", "/money/", "/help/escrow/", "/help/record/", "/inbox/", "/me/"} <= links
    for link in links - {"/sign-out/"}:
        assert link.startswith("/static/") or client.get(link, follow=True).status_code == 200, link


@pytest.mark.parametrize(
    "words",
    [
        "the operator or the outside arbiter who decides it also sees the screenshots of the disputed blocks",
        "look at it in the Tracker for 10 minutes",
        "Where the terms require Work View, tracked time without it is not billed",
        "Up to 30 minutes in a row stay protected",
    ],
)
def test_work_view_says_who_sees_what_and_what_it_costs(client: Client, words: str) -> None:
    page = " ".join(_page(client, "/help/work-view/").split())
    assert words in page
    assert "nobody else" not in page


def test_there_is_no_help_on_anything_else(client: Client) -> None:
    assert client.get("/help/nothing/").status_code == 404


def test_the_clocks_are_those_of_the_policy(client: Client) -> None:
    publish(Actor(HOUSE), "classic", Rules(award_lapse_days=15, auto_release_days=16, ending_days=8))
    page = _page(client, "/help/clocks/")
    for words in (
        "15 days without a new proposal",
        "say otherwise (3 to 30",
        "8 days to deliver",
    ):
        assert words in page


def test_the_days_of_a_review_are_those_of_the_policy(client: Client) -> None:
    publish(Actor(HOUSE), "classic", Rules(review_days=4))
    for slug in ("hours", "clocks", "fees"):
        assert "4 business days" in _page(client, f"/help/{slug}/")


@pytest.mark.parametrize("slug", ["hours", "clocks"])
def test_the_days_to_answer_a_rejection_are_those_of_the_rules(client: Client, slug: str) -> None:
    page = _page(client, f"/help/{slug}/")
    assert f"{CONTEST_DAYS} business days" in page
    assert f"{INSIST_DAYS} business days" in page


def test_the_help_on_time_knows_how_much_one_import_takes(client: Client) -> None:
    assert "One import takes 2000 rows." in " ".join(_page(client, "/help/time/").split())


def test_every_policy_is_shown_with_its_fee(client: Client) -> None:
    ensure_presets()
    publish(Actor(HOUSE), "agency", Rules(fee_basis_points=250, fee_payer=FeePayer.CLIENT))
    page = _page(client, "/help/fees/")
    for words in ("Agency", "Standard", "Fast release", "Working days (EU)", "2.5%", "The client, on top"):
        assert words in page


@pytest.mark.parametrize("slug", ["clocks", "fees"])
def test_a_policy_with_days_off_says_when_its_deadlines_end(client: Client, slug: str) -> None:
    ensure_presets()
    assert "public holiday (TARGET calendar), it moves to the next working day" in _page(
        client, f"/help/{slug}/"
    )


def test_without_such_a_policy_nothing_is_said_of_days_off(client: Client) -> None:
    publish(Actor(HOUSE), "classic", Rules())
    assert "public holiday" not in _page(client, "/help/clocks/")


def test_a_house_in_live_mode_says_that_it_has_no_test_money(client: Client, settings: object) -> None:
    settings.MONEY = "live"
    page = _page(client, "/help/test-money/")
    assert "This site has no test money" in page
    assert "no real money" not in page
