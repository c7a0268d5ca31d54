"""Sending a mail, and what the mail server refuses for good (rules: operators 2).

Only what the server says while it takes a mail is known: a bounce that comes back as a mail is not read.
"""

from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused

from django.core.mail import EmailMessage
from django.db.models import F

from handsel.kernel import clock
from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal
from handsel.people.models import Person, UndeliveredAddress

ANSWER_MAX = 200
RETRY_PAUSE = timedelta(minutes=10)


class RetriedLately(Refusal):
    """A mail was tried a moment ago."""

    what = gettext_noop("A mail to this address was tried within the last ten minutes.")
    kept = gettext_noop("No other one was sent.")
    way_out = gettext_noop("Wait, then try again.")


def deliver(message: EmailMessage) -> None:
    """Send a mail to its one address; one that is refused for good is noted, and this mail not tried again.

    Whatever else goes wrong is raised, so that its task is tried again.
    """
    (to,) = message.to
    try:
        message.send()
    except SMTPRecipientsRefused as refused:
        code, answer = next(iter(refused.recipients.values()))
        if not is_for_good(code):
            raise
        _note(to.casefold(), code, answer.decode(errors="replace"), clock.now())
    else:
        _forget(to.casefold())


def is_for_good(code: int) -> bool:
    """Whether an answer of a mail server is a permanent failure (RFC 5321, 4.2.1)."""
    return 500 <= code < 600


def undelivered_to(person: Person) -> UndeliveredAddress | None:
    """What is known of mail to a person that does not arrive; one query."""
    return UndeliveredAddress.objects.filter(email=person.email.casefold()).first()


def note_retry(row: UndeliveredAddress, at: datetime) -> None:
    """Note that a mail is tried again; raises `RetriedLately` within ten minutes of the last one."""
    free = UndeliveredAddress.objects.filter(pk=row.pk).exclude(retried_at__gt=at - RETRY_PAUSE)
    if not free.update(retried_at=at):
        raise RetriedLately


def _forget(email: str) -> None:
    gone, _ = UndeliveredAddress.objects.filter(email=email).delete()
    if gone:
        Person.objects.filter(refused_email=email).update(refused_email="")


def _note(email: str, code: int, answer: str, at: datetime) -> None:
    words = " ".join(answer.replace("\0", "").split())[:ANSWER_MAX]
    row, is_new = UndeliveredAddress.objects.get_or_create(
        email=email, defaults={"code": code, "answer": words, "first_at": at, "last_at": at}
    )
    if not is_new:
        rows = UndeliveredAddress.objects.filter(pk=row.pk)
        rows.update(code=code, answer=words, count=F("count") + 1, last_at=at)
    Person.objects.filter(email__iexact=email).update(refused_email=email)
