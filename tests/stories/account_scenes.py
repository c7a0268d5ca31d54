"""The pages around an account that no other scene shows, help, and the mails of an embedded house."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.mail import EmailMultiAlternatives
from django.test import override_settings
from django.urls import reverse

from handsel.notices.mailbox import MailboxBackend, stored_mails
from handsel.people.models import Person
from handsel.web.help.views import TOPICS
from handsel.work.terms.invitations import opt_out_token
from tests import factories
from tests.stories.shown import Shown, work_until_now

SENT = (
    "account_email_verification_sent",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
)
SENT += ("account_inactive",)


def account(ada: Person, ben: Person) -> Iterator[Shown]:
    """What links in mails open, what is said after a form, help, and a statement of a month."""
    for page in SENT:
        yield Shown(page, reverse(page), None)
    yield Shown("account_logout", reverse("account_logout"), ada)
    yield Shown("confirm-no-such-key", reverse("account_confirm_email", args=["no-such-key"]), None)
    key = user_pk_to_url_str(ada), default_token_generator.make_token(ada)
    yield Shown("reset", reverse("account_reset_password_from_key", args=key), None)
    yield Shown("reset-used", reverse("account_reset_password_from_key", args=["1", "no-such-key"]), None)
    yield Shown("never-invited", reverse("no-invitations", args=[opt_out_token("guest@example.net")]), None)
    for topic in TOPICS:
        yield Shown(f"help-{topic.slug}", reverse("help-topic", args=[topic.slug]), None)
    yield Shown("timesheets-empty", reverse("timesheets"), ben)
    factories.released(ada, factories.delivered(ada, ben, 300))
    work_until_now()
    for person, kind in ((ada, "wallet"), (ben, "earnings")):
        yield Shown(f"statement-{kind}", reverse("statement", args=[kind, "USD", 2026, 3]), person)
    with TemporaryDirectory() as folder, override_settings(EMAIL_FILE_PATH=folder, MAILBOX_SHOWN=True):
        yield from _mailbox()


def _mailbox() -> Iterator[Shown]:
    yield Shown("mailbox-empty", reverse("mailbox"), None)
    mail = EmailMultiAlternatives(
        "[Job 1] Ben delivered milestone 1", "Read it.\n" * 20, to=["ada@example.org"]
    )
    MailboxBackend().send_messages([mail])
    yield Shown("mailbox", reverse("mailbox"), None)
    name = Path(stored_mails()[0]).stem
    yield Shown("letter", reverse("letter", args=[name]), None)
