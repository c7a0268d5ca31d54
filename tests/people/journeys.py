"""Steps of signing in, over the test client, as the tests of people take them."""

import re
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import mail
from django.test import Client

from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel import clock
from handsel.people import account_mail
from handsel.people.confirming import confirm
from handsel.people.models import Person
from handsel.record.models import Entry
from handsel.tasks.worker import work
from tests.conftest import PASSWORD

MIA = {
    "name": "Mia Berg",
    "email": "mia@example.org",
    "password1": "a quiet harbour town",
    "purpose": "work",
    "time_zone": "Europe/Oslo",
}


def sign_up(client: Client, query: str = "", **other: str) -> Any:
    """Send the sign-up form as Mia."""
    return client.post(f"/sign-up/{query}", {**MIA, **other})


def sign_in(client: Client, email: str, password: str = PASSWORD, **other: str) -> Any:
    """Send the sign-in form."""
    return client.post("/sign-in/", {"login": email, "password": password, **other})


def mails() -> list[Any]:
    """The mails that were sent, once the worker has sent what waits."""
    work({account_mail.MAIL: TASK_HANDLERS[account_mail.MAIL]})
    return mail.outbox


def link_in_mail(number: int = -1) -> str:
    """The link in a mail, without its host."""
    match = re.search(r"https?://[^/\s]+(\S+)", str(mails()[number].body))
    assert match
    return match[1]


def signed_in_long_ago(client: Client) -> None:
    """Let the sign-in of a browser be too old for what matters most."""
    session = client.session
    confirm(session, clock.now() - timedelta(minutes=settings.CONFIRM_MINUTES))
    session.save()


def kinds_of(person: Person) -> list[str]:
    """The kinds of the entries on a person's own chain, in order."""
    entries = Entry.objects.filter(chain__subject=person.pk).order_by("number")
    return list(entries.values_list("kind", flat=True))
