"""The head of every page inside a job: who, how much, in which state, and what comes next."""

from django.urls import reverse
from django.utils.translation import gettext as _

from handsel.look.heads import JobHead, Tab
from handsel.look.signs import Face, Stranger
from handsel.web.nexts import next_of
from handsel.web.standings import Standing
from handsel.web.states import job_state


def head_of(standing: Standing) -> JobHead:
    """The head of a job's pages, as one of its sides sees it."""
    job = standing.job
    return JobHead(
        number=job.pk,
        title=job.title,
        other=face_of(standing),
        kind=_("Fixed price"),
        price=standing.price,
        state=job_state(standing),
        next=next_of(standing),
        tabs=tuple(Tab(reverse(name, args=[job.pk]), word) for name, word in _tabs()),
    )


def face_of(standing: Standing) -> Face:
    """The face across the table."""
    party = standing.job.party(standing.other)
    return party.person if party else Stranger(standing.job.invited_email)


def _tabs() -> list[tuple[str, str]]:
    return [
        ("workroom", _("Workroom")),
        ("terms", _("Terms")),
        ("reports", _("Status reports")),
        ("job-billing", _("Billing & Invoices")),
    ]
