"""Furnish a house for a soak, and print what is in it; `python -m tests.soak.furnish`."""

import json
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handsel.people.models import Person

PASSWORD = "a long enough password"
EMAIL = "{}@example.org"
PEOPLE = ("ada", "ben", *(f"guest{number}" for number in range(16)))
CLIENTS = tuple(f"guest{number}" for number in range(12))
"""Each has an invoice of their own."""
FILES = 16
FILE_BYTES = 20_000_000


def main() -> None:
    """Make people with sessions, a job with large files, and invoices."""
    import django

    django.setup()

    from django.core.files.base import ContentFile

    from handsel.config.bootstrap import bootstrap
    from handsel.money.invoices.models import Invoice
    from handsel.people.models import Person
    from handsel.record.actions import Actor
    from handsel.work.workroom.files import keep
    from handsel.work.workroom.models import JobFile
    from handsel.work.workroom.posting import post
    from tests import factories

    bootstrap()
    people = {
        name: Person.objects.create_user(EMAIL.format(name), PASSWORD, name=name.title()) for name in PEOPLE
    }
    ada, ben = people["ada"], people["ben"]
    job = factories.funded(ada, ben, 100.0)
    invoices = {}
    for name in CLIENTS:
        bought = factories.funded(people[name], ben, 100.0)
        factories.released(people[name], factories.first(bought))
        invoices[name] = Invoice.objects.get(job_number=bought.pk).pk
    for number in range(FILES):
        content = ContentFile(number.to_bytes(1) * FILE_BYTES, name=f"film{number}.bin")
        post(Actor(ada.pk), job, words="A film", files=keep([content]))
    facts = {
        "sessions": sessions_of(people),
        "job": job.pk,
        "invoices": invoices,
        "files": list(JobFile.objects.values_list("pk", flat=True)),
    }
    sys.stdout.write(json.dumps(facts, default=str))


def sessions_of(people: "dict[str, Person]") -> dict[str, str]:
    """A session for each, by name."""
    from django.test import Client

    sessions = {}
    for name, person in people.items():
        browser = Client()
        browser.force_login(person)
        sessions[name] = browser.cookies["sessionid"].value
    return sessions


if __name__ == "__main__":
    main()
