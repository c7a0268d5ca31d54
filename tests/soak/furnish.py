"""Furnish a house for a soak, and print what is in it; `python -m tests.soak.furnish`."""

import json
import sys

PASSWORD = "a long enough password"
EMAIL = "{}@example.org"
PEOPLE = ("ada", "ben", *(f"guest{number}" for number in range(16)))
INVOICES, FILES = 12, 16
FILE_BYTES = 20_000_000


def main() -> None:
    """Make people with sessions, a job with paid milestones and large files."""
    import django

    django.setup()

    from django.core.files.base import ContentFile
    from django.test import Client

    from handsel.config.bootstrap import bootstrap
    from handsel.money.invoices.models import Invoice
    from handsel.people.models import Person
    from handsel.record.actions import Actor
    from handsel.work.milestones.models import Milestone
    from handsel.work.workroom.files import keep
    from handsel.work.workroom.models import JobFile
    from handsel.work.workroom.posting import post
    from tests import factories

    bootstrap()
    people = {
        name: Person.objects.create_user(EMAIL.format(name), PASSWORD, name=name.title()) for name in PEOPLE
    }
    ada, ben = people["ada"], people["ben"]
    job = factories.funded(ada, ben, *[100.0 + number for number in range(INVOICES)])
    for milestone in Milestone.objects.filter(job=job).select_related("holding", "job"):
        factories.released(ada, milestone)
    for number in range(FILES):
        content = ContentFile(number.to_bytes(1) * FILE_BYTES, name=f"film{number}.bin")
        post(Actor(ada.pk), job, words="A film", files=keep([content]))
    sessions = {}
    for name, person in people.items():
        browser = Client()
        browser.force_login(person)
        sessions[name] = browser.cookies["sessionid"].value
    facts = {
        "sessions": sessions,
        "job": job.pk,
        "invoices": [row.pk for row in Invoice.objects.all()],
        "files": list(JobFile.objects.values_list("pk", flat=True)),
    }
    sys.stdout.write(json.dumps(facts, default=str))


if __name__ == "__main__":
    main()
