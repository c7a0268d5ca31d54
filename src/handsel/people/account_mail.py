"""Mail about signing in: written by a request, sent by the worker."""

from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import gettext as _

from handsel.kernel import clock
from handsel.people import attempts
from handsel.people.delivery import deliver, note_retry
from handsel.people.models import AccountMail, UndeliveredAddress
from handsel.tasks.models import schedule
from handsel.ui.mail import text_letter

MAIL = "account.mail"
ASKED_BY_STRANGERS = {
    "account/email/account_already_exists",
    "account/email/email_confirmation",
    "account/email/email_confirmation_signup",
    "account/email/password_reset_key",
    "account/email/unknown_account",
}
"""What anybody can have mailed to any address."""
MAILS_MAX = 20
"""The most of those for one address before there are pauses."""


def may_mail(template: str, email: str) -> bool:
    """Whether a mail may go out; counts it. Who asked before has a link that still works."""
    if template not in ASKED_BY_STRANGERS:
        return True
    attempt = attempts.Attempt("mail", email.casefold(), MAILS_MAX)
    return attempts.take([attempt], clock.now()) is None


def queue(message: EmailMessage) -> None:
    """Have a mail sent by the worker."""
    with transaction.atomic():
        for to in message.to:
            waiting = AccountMail.objects.create(to=to, subject=str(message.subject), text=str(message.body))
            schedule(MAIL, waiting.pk, at=clock.now())


def send(subject: str, at: datetime) -> None:
    """Task: send a mail that waits, once."""
    waiting = AccountMail.objects.filter(pk=UUID(subject)).first()
    if waiting is not None:
        deliver(text_letter(waiting.to, waiting.subject, waiting.text))
        waiting.delete()


def retry(row: UndeliveredAddress) -> None:
    """Have a mail sent to an address that refused some; it counts as arriving again once it takes this one.

    Raises `RetriedLately` within ten minutes of the last one.
    """
    note_retry(row, clock.now())
    words = _("This mail was sent to see whether mail from {site} reaches you. There is nothing to do.")
    text = words.format(site=settings.HOUSE_NAME)
    queue(EmailMessage(_("Mail to you arrives again"), text, to=[row.email]))


def at_base_url(address: str) -> str:
    """The same address at the site's own host: what a request calls the host is not to be believed."""
    parts = urlsplit(address)
    return settings.BASE_URL + parts._replace(scheme="", netloc="").geturl()
