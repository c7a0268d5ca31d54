"""The first page of the console: what is wrong, worst first, and what waits."""

from collections.abc import Iterator
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render

from handsel.console.access import operator_page
from handsel.console.books.concerns import book_concerns
from handsel.console.concerns import Concern, worst_first
from handsel.console.machines.concerns import machine_concerns
from handsel.console.policies.concerns import policy_concerns
from handsel.console.queues import queue_rows
from handsel.console.record.concerns import record_concerns
from handsel.console.worker.concerns import worker_concerns
from handsel.kernel import clock
from handsel.web.base.decorators import AuthenticatedRequest


@operator_page()
def overview(request: AuthenticatedRequest) -> HttpResponse:
    """What is wrong, and the queues in which something waits."""
    now = clock.now()
    context = {"now": now, "concerns": worst_first(_concerns(now)), "queues": queue_rows(request.user, now)}
    return render(request, "console/overview.html", context)


@operator_page()
def waiting(request: AuthenticatedRequest) -> HttpResponse:
    """The queues alone, for Home of an operator who has no job."""
    context = {"queues": queue_rows(request.user, clock.now())}
    return render(request, "console/waiting.html", context)


def _concerns(now: datetime) -> Iterator[Concern]:
    """What each room of the console has to say."""
    yield from machine_concerns(now)
    yield from worker_concerns(now)
    yield from book_concerns(now)
    yield from record_concerns(now)
    yield from policy_concerns(now)
