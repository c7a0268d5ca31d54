"""The command palette: what somebody may go to or do, by what they type."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from handsel.people.models import Person
from handsel.search.queries import LENGTH_MAX
from handsel.web.base.decorators import AuthenticatedRequest, page
from handsel.web.search.names import NameQuery, named_matches, other_person
from handsel.work.jobs.models import Job

JOBS_SHOWN = 8
PEOPLE_SHOWN = 5


@dataclass(frozen=True)
class PaletteItem:
    """One thing to go to or to do."""

    icon: str
    word: str
    href: str
    hint: str = ""


@page()
def palette(request: AuthenticatedRequest) -> HttpResponse:
    """What matches the words of `q`, as JSON: jobs, people, acts and pages; then searching for the words."""
    text = request.GET.get("q", "").strip()[:LENGTH_MAX]
    return JsonResponse({"items": [asdict(item) for item in palette_items(request.user, text)]})


def palette_items(person: Person, text: str) -> list[PaletteItem]:
    """The items for what was typed; before anything is, acts and pages, and the newest jobs."""
    query, matches = (
        NameQuery(text),
        named_matches(person, text, jobs_max=JOBS_SHOWN, people_max=PEOPLE_SHOWN),
    )
    matched = [_job_item(person, job) for job in matches.jobs]
    matched += _job_pages(matches.jobs[0]) if text and matches.job_count == 1 else []
    matched += [_person_item(other) for other in matches.people]
    fixed = [item for item in (*_acts(person), *_pages(person)) if query.matches(item.word)]
    if not text:
        return [*fixed, *matched]
    search = PaletteItem("search", _("Search for “{words}”").format(words=text), _search_url(text))
    return [*matched, *fixed, search]


def _job_item(person: Person, job: Job) -> PaletteItem:
    word = _("Job {number}: {title}").format(number=job.pk, title=job.title)
    other = other_person(person, job)
    return PaletteItem("jobs", word, reverse("workroom", args=[job.pk]), other.name if other else "")


def _job_pages(job: Job) -> Iterator[PaletteItem]:
    """The other pages of a job."""
    pages = {"terms": _("Terms"), "job-billing": _("Billing & Invoices"), "reports": _("Status reports")}
    if job.is_hourly:
        pages |= {"time": _("Time"), "timesheet": _("Timesheet")}
    for name, word in pages.items():
        yield PaletteItem("arrow", word, reverse(name, args=[job.pk]), _("Job {n}").format(n=job.pk))


def _person_item(person: Person) -> PaletteItem:
    return PaletteItem("person", person.name, _search_url(person.name), _("Your jobs together"))


def _acts(person: Person) -> Iterator[PaletteItem]:
    """What one can begin from anywhere."""
    if person.hires:
        yield PaletteItem("plus", _("Award a job"), reverse("award"))
        yield PaletteItem("money", _("Add funds"), f"{reverse('wallet')}#add")
    if person.works:
        yield PaletteItem("money", _("Withdraw earnings"), f"{reverse('earnings')}#out")


def _pages(person: Person) -> Iterator[PaletteItem]:
    """The pages of one's side; whoever has both has the money of both."""
    yield PaletteItem("home", _("Home"), reverse("home"))
    yield PaletteItem("jobs", _("Jobs"), reverse("jobs"))
    yield PaletteItem("clock", _("Timesheets"), reverse("timesheets"))
    yield PaletteItem("money", _("Money"), reverse("money"))
    if person.hires:
        yield PaletteItem("money", _("Wallet"), reverse("wallet"))
    if person.works:
        yield PaletteItem("money", _("Earnings"), reverse("earnings"))
    yield PaletteItem("bell", _("Notifications"), reverse("inbox"))
    yield PaletteItem("person", _("Settings"), reverse("me"))
    yield PaletteItem("bell", _("Email settings"), reverse("my-mail"))
    yield PaletteItem("download", _("Your data"), reverse("my-data"))
    yield PaletteItem("help", _("Help"), reverse("help"))


def _search_url(words: str) -> str:
    return reverse("search", query={"q": words})
