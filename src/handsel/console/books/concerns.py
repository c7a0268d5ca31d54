"""What is wrong with the books."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handsel.console.books.last_check import last_check
from handsel.console.concerns import Concern

OLD_AFTER = timedelta(days=2)


def book_concerns(now: datetime) -> Iterator[Concern]:
    """Faults of the last check, and that it is old; one query."""
    url = reverse("console-books")
    newest = last_check()
    if newest is not None and newest.fault_count:
        title = ngettext("{n} fault in the books", "{n} faults in the books", newest.fault_count)
        detail = _("Do nothing with the money before you know why. `handsel audit` names every one.")
        yield Concern("bad", "alert", title.format(n=newest.fault_count), detail, url)
    if newest is not None and newest.at < now - OLD_AFTER:
        title = _("The books were not checked for two days")
        yield Concern("warn", "clock", title, _("The worker checks them every day."), url)
