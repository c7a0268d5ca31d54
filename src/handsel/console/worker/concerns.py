"""What is wrong with the worker's tasks."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handsel.console.concerns import Concern
from handsel.console.counting import Count, count_up
from handsel.tasks.models import Task


def worker_concerns(now: datetime) -> Iterator[Concern]:
    """Tasks that were given up, that are late, and that fail."""
    if given_up := count_up(Task.objects.given_up()):
        title = ngettext("{n} task was given up", "{n} tasks were given up", given_up.counted)
        yield _concern("bad", title, given_up, _("Nothing more is done until you have it tried again."))
    if late := count_up(Task.objects.late(now)):
        title = ngettext("{n} task is late", "{n} tasks are late", late.counted)
        yield _concern("bad", title, late, _("The worker stands still, or has more to do than it can."))
    if failing := count_up(Task.objects.failing()):
        title = ngettext("{n} task fails", "{n} tasks fail", failing.counted)
        yield _concern("warn", title, failing, _("Each is tried again, with growing pauses, eight times."))


def _concern(tone: str, title: str, count: Count, detail: str) -> Concern:
    return Concern(tone, "alert", title.format(n=count), detail, reverse("console"))
