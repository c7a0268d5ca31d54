"""What is wrong with the record and its clock."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from handsel.console.concerns import Concern
from handsel.console.record.state import log_state


def record_concerns(now: datetime) -> Iterator[Concern]:
    """A clock that was set back, entries that are not signed in time, and witnesses that do not answer."""
    state, url = log_state(), reverse("console-record")
    if state.is_clock_wrong():
        detail = _("Nothing is recorded until the clock is right again.")
        yield Concern("bad", "clock", _("The clock is wrong."), detail, url)
    if state.is_late(now):
        detail = _("The events of the worker say why. People can prove nothing newer.")
        yield Concern("bad", "seal", _("The record is not signed"), detail, url)
    if state.is_unwitnessed(now):
        detail = _("It is asked again at the next checkpoint. If it goes on, ask whoever runs it.")
        yield Concern("warn", "seal", _("A witness did not co-sign the last checkpoint"), detail, url)
