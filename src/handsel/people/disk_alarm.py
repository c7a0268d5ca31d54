"""Mail to operators when the disk is full, once an hour at most, by the queue or without it."""

import logging
import os
import threading
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import Error, close_old_connections
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from handsel.kernel import clock
from handsel.people.account_mail import queue
from handsel.people.models import Person
from handsel.ui.context import house_at
from handsel.ui.mail import text_letter

EVERY = timedelta(hours=1)
MARK = "disk-full"
"""A file of the data folder whose time is that of the last mail: to change it needs no space."""

log = logging.getLogger(__name__)


class _Last:
    """When this process mailed last, for the case that the mark cannot be made."""

    seconds = 0.0
    lock = threading.Lock()


def mail_operators() -> bool:
    """Mail all operators, unless they were mailed within the hour; whether they were."""
    with _Last.lock:
        now = clock.now().timestamp()
        if now - max(_Last.seconds, _marked()) < EVERY.total_seconds():
            return False
        try:
            message = _message()
        except Error as error:
            log.error("the operators cannot be looked up, to mail them that the disk is full: %s", error)
            close_old_connections()
            return False
        _Last.seconds = now
        _mark(now)
    try:
        queue(message)
    except (Error, OSError):
        close_old_connections()
        threading.Thread(target=_send, args=(message,), name="disk alarm", daemon=True).start()
    return True


def _message() -> EmailMessage:
    operators = Person.objects.operators(clock.now()).values_list("email", flat=True)
    context = {"house": house_at(), "url": settings.BASE_URL, "folder": settings.DATA_DIR}
    text = render_to_string("account/email/disk_full_message.txt", context)
    return EmailMessage(_("The disk is full"), text.strip(), to=list(operators))


def _send(message: EmailMessage) -> None:
    """Send without the worker: its queue is what cannot be written."""
    for to in message.to:
        try:
            text_letter(to, str(message.subject), str(message.body)).send()
        except OSError as error:
            log.error("an operator was not mailed that the disk is full: %s", error)


def _marked() -> float:
    try:
        return (Path(settings.DATA_DIR) / MARK).stat().st_mtime
    except OSError:
        return 0.0


def _mark(seconds: float) -> None:
    place = Path(settings.DATA_DIR) / MARK
    with suppress(OSError):
        place.touch()
        os.utime(place, (seconds, seconds))
