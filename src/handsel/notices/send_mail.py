"""Writing a mail of notices: what it says as text and as HTML, and the one button that it leads to."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from handsel.kernel.i18n import gettext_noop
from handsel.people.delivery import deliver
from handsel.record.wording import quoted
from handsel.ui.mail import absolute, letter

ONE_CLICK = "List-Unsubscribe=One-Click"
_OPENS = {
    "workroom": gettext_noop("Open the Workroom"),
    "terms": gettext_noop("Open the terms"),
    "reports": gettext_noop("Open the reports"),
    "job-billing": gettext_noop("Open Billing"),
    "exit": gettext_noop("Open the proposal"),
    "money": gettext_noop("Open Money"),
    "inbox": gettext_noop("Open your inbox"),
    "invitation": gettext_noop("Read the offer"),
    "arbiter": gettext_noop("Read the dispute"),
    "account_change_password": gettext_noop("Change your password"),
}


@dataclass(frozen=True)
class MailPart:
    """One thing that a mail says: title, detail, amount and deadline as text, quoted words, and its page."""

    title: str
    href: str
    detail: str = ""
    words: str = ""
    amount: str = ""
    due: str = ""
    says: str = ""

    @property
    def quote(self) -> str:
        """What a person wrote, marked as a quote."""
        return quoted(self.words)

    @property
    def link(self) -> str:
        """The whole address of its page."""
        return absolute(self.href)

    @property
    def button(self) -> str:
        """What its button says: the act it names, or the page it opens."""
        if self.says:
            return self.says
        try:
            return _(_OPENS[resolve(urlsplit(self.href).path).url_name or ""])
        except (KeyError, Resolver404):
            return _("Open {site}").format(site=settings.HOUSE_NAME)


def send_notice_mail(
    to: str, subject: str, parts: Sequence[MailPart], *, workroom: str = "", opt_out: str = ""
) -> None:
    """Mail somebody what the parts say.

    `workroom` is the path of the page on which one answers; `opt_out` is that of one that stops such mail
    (RFC 8058). No mailbox reads answers, which the mail says.
    """
    context = {
        "subject": subject,
        "parts": parts,
        "workroom": absolute(workroom),
        "house": settings.HOUSE_NAME,
        "opt_out": absolute(opt_out),
    }
    headers = {"List-Unsubscribe": f"<{context['opt_out']}>", "List-Unsubscribe-Post": ONE_CLICK}
    text, html = (render_to_string(f"notices/mail.{part}", context) for part in ("txt", "html"))
    deliver(letter(to, subject, text=text, html=html, headers=headers if opt_out else None))
