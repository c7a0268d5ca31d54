"""Asking the outside arbiter by mail to decide a dispute, and reminding them a day before it is due."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from handsel.kernel.i18n import gettext_noop
from handsel.notices.send_mail import MailPart, send_notice_mail
from handsel.trust.disputes.arbiters import arbiter_of, decision_due, make_link
from handsel.trust.disputes.models import Dispute
from handsel.trust.disputes.titles import case_text
from handsel.ui.datetime_format import when_text, with_zone
from handsel.ui.mail import subject_of
from handsel.ui.money_format import money_text


def invite_arbiter(subject: str, at: datetime) -> None:
    """Send the arbiter the link of a dispute that waits for them."""
    _write(subject, gettext_noop("Please decide {case} at {site}"), at)


def remind_arbiter(subject: str, at: datetime) -> None:
    """Send the same link once more, before the decision is due."""
    _write(subject, gettext_noop("Your decision of {case} at {site} is due {when}"), at)


def _write(subject: str, words: str, at: datetime) -> None:
    dispute = Dispute.objects.select_related("job").get(pk=int(subject))
    arbiter, due = arbiter_of(dispute), decision_due(dispute)
    if arbiter is None or due is None or due <= at:
        return
    with translation.override(settings.LANGUAGE_CODE), timezone.override(settings.HOUSE_TIME_ZONE):
        when, amount = when_text(due), money_text(dispute.money)
        title = _(words).format(case=case_text(dispute), site=settings.HOUSE_NAME, when=when)
        detail = _detail(dispute).format(name=arbiter.name, amount=amount, when=when)
        href = reverse("arbiter", args=[make_link(arbiter)])
        part = MailPart(title, href, detail, amount=amount, due=with_zone(when))
        send_notice_mail(arbiter.email, subject_of(title), [part])


def _detail(dispute: Dispute) -> str:
    """What somebody who may not know the house reads: why they are asked, and what becomes of it."""
    words = _(
        "{name}, both sides agreed that you decide what no operator of this site may decide. {amount} is in "
        "dispute. Open the link to read what both say and to decide. It is for you alone: do not pass it on. "
        "No account is needed."
    )
    then = _("If you do not decide by {when}, your decision is late, and after some days the money is split.")
    if dispute.appealed_at:
        then = _("If you do not decide by {when}, the first decision stands.")
    return f"{words}\n{then}"
