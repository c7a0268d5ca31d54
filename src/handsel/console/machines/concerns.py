"""What the house needs around it and misses, for its operators."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from handsel.console.concerns import Concern
from handsel.console.machines.readiness import Need, readiness_faults
from handsel.kernel.i18n import gettext_noop

_DETAILS = {
    Need.MIGRATIONS: gettext_noop("Run `handsel migrate`, and start every process anew."),
    Need.DISK: gettext_noop("Less than 1 GB is free. Make room before people can send nothing more."),
    Need.KEY: gettext_noop("Nothing is signed until the folder of the key is put back."),
    Need.CLOCK: gettext_noop("Nothing is recorded until the clock is right again."),
    Need.WORKER: gettext_noop("No deadline is kept and no mail is sent until one runs."),
}


def machine_concerns(now: datetime) -> Iterator[Concern]:
    """What is missing; that tasks are late is said by the worker's own."""
    for fault in readiness_faults(now):
        if fault.need is not Need.TASKS:
            detail = _(_DETAILS[fault.need])
            yield Concern("bad", "alert", _(fault.sentence), detail, reverse("console-worker"))
