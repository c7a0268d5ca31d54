"""Outages: a database that is away is waited for, and a disk that is full is told as such."""

import logging
import sys
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.db import close_old_connections, connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from handsel.kernel.disk import DiskFull, is_disk_full
from handsel.kernel.fair_share import FairShare
from handsel.kernel.refusals import Refusal
from handsel.people.disk_alarm import mail_operators
from handsel.ui import error_pages
from handsel.web.base.body_limits import is_upload
from handsel.web.base.database_away import (
    PAUSES_SECONDS,
    DatabaseAway,
    OutcomeUnknown,
    OutcomeUnseen,
    is_database_away,
)
from handsel.web.base.kept_form import KeptForm, kept_form

WAITING_MAX = 8
"""How many requests of a process wait for the database: the threads that are left say so at once."""
RETRY_AFTER_SECONDS = 5
_IMPATIENT = ("/events/", "/healthz", "/metrics")
"""Addresses whose clients ask again by themselves."""
_READS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK")
_waiting = FairShare(most=WAITING_MAX, share=WAITING_MAX)

log = logging.getLogger(__name__)


class OutageResponse(HttpResponse):
    """What stands for a page until it is clear whether another try gives one."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(status=HTTPStatus.SERVICE_UNAVAILABLE)
        self.refusal = refusal


class Outages:
    """Ask again while the database is away, then say so; where the disk is full, mail operators."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        attempt = _OutageAttempt(request)
        with connection.execute_wrapper(attempt.note_statement):
            response = self.get_response(request)
            if isinstance(response, OutageResponse):
                response = self._wait(request, attempt, response)
        return _page(attempt, response) if isinstance(response, OutageResponse) else response

    def process_exception(self, _request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Mark what an outage did to a view."""
        return _outage(error)

    def _wait(
        self, request: HttpRequest, attempt: "_OutageAttempt", response: HttpResponseBase
    ) -> HttpResponseBase:
        if not attempt.may_wait() or not _waiting.take(""):
            return response
        try:
            for pause in PAUSES_SECONDS:
                if not (isinstance(response, OutageResponse) and attempt.may_be_repeated(response)):
                    break
                time.sleep(pause)
                close_old_connections()
                response = self.get_response(request)
        finally:
            _waiting.give_back("")
        return response


def broken(request: HttpRequest) -> HttpResponse:
    """500, unless an outage is behind it."""
    return _outage(sys.exc_info()[1]) or error_pages.broken(request)


class _OutageAttempt:
    """A request that an outage met, and whether anything may have been written for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self._has_written = False

    def note_statement(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        """Note a statement that may write, before it is executed: its answer may be lost."""
        self._has_written |= not str(sql).lstrip("( \n").upper().startswith(_READS)
        return execute(sql, params, many, context)

    def may_wait(self) -> bool:
        """Whether its client waits for an answer, and the body is there to be read again."""
        return not (self.request.path.startswith(_IMPATIENT) or is_upload(self.request.path))

    def may_be_repeated(self, response: OutageResponse) -> bool:
        """Whether another try cannot do anything twice."""
        if not isinstance(response.refusal, DatabaseAway):
            return False
        return self._changes_nothing() or self._has_key()

    def refusal(self, response: OutageResponse) -> Refusal:
        """What to say: what was done is not known of what may have been written."""
        if not isinstance(response.refusal, DatabaseAway) or self._changes_nothing():
            return response.refusal
        return OutcomeUnknown() if self._has_key() else OutcomeUnseen()

    def form(self, response: OutageResponse) -> KeptForm | None:
        """The form to send again."""
        return None if isinstance(self.refusal(response), OutcomeUnseen) else kept_form(self.request)

    def _changes_nothing(self) -> bool:
        return self.request.method in {"GET", "HEAD"} or not self._has_written

    def _has_key(self) -> bool:
        form = kept_form(self.request)
        return form is not None and form.has_key


def _outage(error: BaseException | None) -> OutageResponse | None:
    if error is not None and is_disk_full(error):
        log.error("the disk is full: %s", str(error).partition("\n")[0])
        return OutageResponse(DiskFull())
    if is_database_away(error):
        log.warning("the database did not answer: %s", str(error).partition("\n")[0])
        return OutageResponse(DatabaseAway())
    return None


def _page(attempt: _OutageAttempt, response: OutageResponse) -> HttpResponse:
    """The page that says it, with the form that was sent."""
    refusal, form = attempt.refusal(response), attempt.form(response)
    if isinstance(refusal, DiskFull):
        mail_operators()
        status = HTTPStatus.INSUFFICIENT_STORAGE
    else:
        status = HTTPStatus.SERVICE_UNAVAILABLE
    page = error_pages.without_database(attempt.request, "ui/outage.html", refusal, status, form=form)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        page.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return page
