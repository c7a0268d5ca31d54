"""What the house needs around it and misses, for its operators."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from handsel.console.concerns import Concern
from handsel.console.machines.readiness import Need, environment_faults
from handsel.kernel.i18n import gettext_noop

_DETAILS = {
    Need.MIGRATIONS: gettext_noop("Run `handsel migrate`, then restart every process."),
    Need.DISK: gettext_noop("Less than 1 GB is free. Make room, or people can soon send nothing more."),
    Need.KEY: gettext_noop("Nothing is signed until the folder of the key is put back."),
    Need.WORKER: gettext_noop("No deadline is kept and no mail is sent until one runs."),
}


def machine_concerns(now: datetime) -> Iterator[Concern]:
    """What is missing."""
    for fault in environment_faults(now):
        url = reverse("console-worker")
        yield Concern("bad", "alert", _(fault.sentence), _(_DETAILS[fault.need]), url)
