"""What a form of a page hides: the version and the amount that its reader was shown."""

import re
from html import unescape
from typing import Any

from django.urls import reverse

from handsel.people.models import Person
from handsel.work.jobs.models import Job
from tests import factories
from tests.web.scenario import post_form, signed_in

HIDDEN = re.compile(r'<input type="hidden" name="((?:shown|expected)[^"]*)" value="([^"]*)">')


def hidden(page: str, action: str = "") -> dict[str, str]:
    """What the form that is sent there hides; without an address, what all forms of the page hide."""
    form = re.search(rf'<form[^>]* action="{re.escape(action)}".*?</form>', page, re.S) if action else None
    return {name: unescape(value) for name, value in HIDDEN.findall(form[0] if form else page)}


def approval_form(person: Person, job: Job, supplement: int = 0) -> dict[str, str]:
    """What the form hides by which a client approves the first week, or a supplement of it."""
    week = factories.week_of(job, supplement)
    address = f"{reverse('timesheet', args=[job.pk])}?week={week.address}"
    page = signed_in(person).get(address).content.decode()
    return hidden(page, reverse("sheet-approval", args=[week.pk]))


def approved(person: Person, job: Job, *, supplement: int = 0) -> Any:
    """What a client gets who approves the first week, or a supplement of it, as it is shown."""
    week, form = factories.week_of(job, supplement), approval_form(person, job, supplement)
    return post_form(person, "sheet-approval", week.pk, **form)
