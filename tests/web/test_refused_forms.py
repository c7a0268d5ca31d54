"""Every form that is wrong: its first wrong field has the focus, and says beside it what is wrong."""

from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.work.jobs.models import Job
from tests.made_once import made_once
from tests.web.scenario import World, signed_in, world_of

COVERS = ("handsel.web.base.page_forms",)


class Focus(HTMLParser):
    """The elements of a page that ask for the focus, without dialogs that are closed, and all its ids."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[dict[str, str | None]] = []
        self.ids: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.ids.add(named.get("id") or "")
        if "autofocus" in named and "popover" not in named:
            self.elements.append(named)


@dataclass(frozen=True)
class Wrong:
    """A form with something wrong: who sends it where, and the name of the field that then has the focus."""

    who: str
    page: str
    focused: str
    args: Callable[[World], list[Any]] = lambda world: []
    form: Callable[[World], dict[str, Any]] = field(default=lambda world: {})


def of_job(world: World) -> list[Any]:
    return [world.job.pk]


def of_funded(world: World) -> list[Any]:
    return [world.funded.pk]


def of_delivered(world: World) -> list[Any]:
    return [world.delivered.pk]


def of_invoice(world: World) -> list[Any]:
    return [world.invoice.pk]


def of_offer(world: World) -> list[Any]:
    return [Job.objects.get(invitation=world.invitation).pk]


def report(world: World) -> dict[str, Any]:
    return {f"m{world.funded.pk}-percent": 100}


WRONG = {
    "signing in": Wrong("", "account_login", "login"),
    "signing in with a wrong password": Wrong(
        "", "account_login", "password", form=lambda world: {"login": "ada@example.org", "password": "no"}
    ),
    "signing up": Wrong("", "account_signup", "name"),
    "signing up without a password": Wrong(
        "", "account_signup", "password1", form=lambda world: {"name": "Cy", "email": "cy@example.org"}
    ),
    "resetting a password": Wrong("", "account_reset_password", "email"),
    "settings": Wrong("client", "me", "name"),
    "picture": Wrong("client", "my_picture", "picture"),
    "letterhead": Wrong("client", "letterhead", "percent", form=lambda world: {"percent": "x"}),
    "adding funds": Wrong("client", "wallet", "amount"),
    "withdrawing": Wrong("client", "withdrawal-of-money", "amount", lambda world: ["wallet"]),
    "awarding": Wrong("client", "award", "title", form=lambda world: {"awardee": "b@example.org"}),
    "proposing terms": Wrong("client", "terms", "title", of_job, lambda world: {"note": "So."}),
    "withdrawing an offer": Wrong(
        "client", "award-withdrawal", "reason", of_offer, lambda world: {"reason": "Fine \u202e."}
    ),
    "a message": Wrong("client", "workroom", "words", of_job, lambda world: {"words": "a" * 20_001}),
    "a report": Wrong("freelancer", "reports", "m-statement", of_job, report),
    "releasing": Wrong("client", "release", "amount", of_delivered),
    "asking for changes": Wrong("client", "changes", "reason", of_delivered),
    "asking for a refund": Wrong(
        "client", "refund-request", "reason", of_funded, lambda world: {"amount": 1}
    ),
    "refunding": Wrong("freelancer", "refund", "amount", of_funded),
    "refunding a payment": Wrong("freelancer", "payment-refund", "amount", of_invoice),
    "declining a refund": Wrong(
        "freelancer", "refund-answer", "reason", lambda world: [world.refund.pk, "refusal"]
    ),
    "declining a split": Wrong(
        "freelancer", "split-answer", "reason", lambda world: [world.split.pk, "refusal"]
    ),
    "proposing a split": Wrong("client", "split", "amount", of_funded),
    "ending": Wrong("client", "ending", "reason", of_job),
}


@pytest.fixture
@made_once
def world(frozen_clock: Any, ada: Person, ben: Person) -> World:
    return world_of(ada, ben)


@pytest.mark.one_database
@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_the_first_wrong_field_has_the_focus_and_says_what_is_wrong(
    wrong: Wrong, world: World, ada: Person, ben: Person
) -> None:
    sender = {"client": ada, "freelancer": ben}.get(wrong.who)
    response = signed_in(sender).post(
        reverse(wrong.page, args=wrong.args(world)), {"sent": "1", **wrong.form(world)}
    )
    assert response.status_code in (200, 422)
    focus = Focus(response.content.decode())
    first = focus.elements[0]
    assert (first["name"] or "").replace(str(world.funded.pk), "") == wrong.focused
    assert f"{first['id']}_error" in focus.ids
    assert f"{first['id']}_error" in (first["aria-describedby"] or "")
