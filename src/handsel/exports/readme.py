"""The readable pages of an archive: a readme, and an index of jobs and files."""

from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from handsel.exports.files import files_of
from handsel.kernel import clock
from handsel.people.models import Person
from handsel.work.jobs.lifecycle import LABELS, JobStage, Side
from handsel.work.jobs.models import Job

_STYLE = Path(__file__).with_suffix(".css")


def index(person: Person, jobs: list[Job]) -> str:
    """A self-contained page: each job with the other side, its stage and its files."""
    rows = [
        (job, _other_name(job, person), _(LABELS[JobStage(job.stage)]), list(files_of(job))) for job in jobs
    ]
    style = format_html("<style>\n{}</style>", mark_safe(_STYLE.read_text()))
    facts = {"person": person, "house": settings.HOUSE_NAME, "jobs": rows, "now": clock.now(), "style": style}
    return render_to_string("exports/index.html", facts)


def readme(person: Person) -> str:
    """What the archive holds, in plain text, in the person's language."""
    words = _(
        "All that %(house)s has of %(name)s.\n\n"
        "you/    what you say of yourself, how you signed in, your inbox, and your own record\n"
        "money/  your accounts and every movement on them, deposits, withdrawals, invoices\n"
        "jobs/   each job by its number: its terms, milestones, reports, record and files\n\n"
        "index.html, in a browser, leads to all of it.\n"
        "Times are in UTC. Amounts are whole minor units of their currency: 1240 of USD is $12.40.\n"
        "manifest.json has the size and the SHA-256 of every other file.\n"
        "Entries of a record come with salt, hash and proof. A job's evidence bundle, which you find in its\n"
        "Workroom, has the same entries with what is needed to check them without this site.\n"
        "Passwords and the keys of sessions are not in here.\n"
    )
    return words % {"house": settings.HOUSE_NAME, "name": person.name}


def _other_name(job: Job, person: Person) -> str:
    theirs = Side.FREELANCER if job.client.person_id == person.pk else Side.CLIENT
    return job.name_of(theirs)
