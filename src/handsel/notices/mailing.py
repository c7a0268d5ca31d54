"""Mailing what was told: at once where it must be, and else when the person chose, in one letter.

What can wait is said by each kind of entry; all else moves money, asks for an answer, runs against a
deadline, or concerns how somebody signs in, and is always mailed at once.
"""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from handsel.notices.models import MailPreference, Notice
from handsel.notices.send_mail import send_notice_mail
from handsel.people.models import Person
from handsel.tasks.models import schedule

MAIL = "mail"
DIGEST = "mail.digest"


def mail_of(notice: Notice, *, waits: bool) -> None:
    """Have a new notice mailed when it is time."""
    noticed_at = notice.told_at
    due = MailPreference.of(notice.person).mail_at(noticed_at, notice.person.zone) if waits else noticed_at
    if due is not None and due <= noticed_at:
        schedule(MAIL, notice.pk, at=noticed_at)
    elif due is not None:
        Notice.objects.filter(pk=notice.pk).update(waits=True)
        schedule(DIGEST, _slot(notice.person, due), at=due)


def mail(subject: str, at: datetime) -> None:
    """Send one notice by mail."""
    notice = Notice.objects.select_related("person").get(pk=int(subject))
    with translation.override(notice.person.language):
        send_notice_mail(notice.person.email, notice.title, detail=notice.letter, href=notice.href)


def digest(subject: str, at: datetime) -> None:
    """Send in one letter what waited for it, without what was seen meanwhile; nothing left, no letter."""
    person = Person.objects.get(pk=UUID(subject[:32]))
    waited = list(Notice.objects.of(person).filter(waits=True).order_by("id"))
    unseen = [notice for notice in waited if notice.read_at is None]
    if unseen and MailPreference.of(person).frequency != "never":
        with translation.override(person.language):
            _send_all(person, unseen)
    Notice.objects.filter(pk__in=[notice.pk for notice in waited]).update(waits=False)


def _slot(person: Person, due: datetime) -> str:
    """The subject of the one letter that somebody gets at a time: who, and the minute."""
    return f"{person.pk.hex}{int(due.timestamp()) // 60:x}"


def _send_all(person: Person, unseen: list[Notice]) -> None:
    if len(unseen) == 1:
        send_notice_mail(person.email, unseen[0].title, detail=unseen[0].letter, href=unseen[0].href)
        return
    words = ngettext("{many} update in your jobs", "{many} updates in your jobs", len(unseen))
    letters = [f"{notice.title}\n{notice.letter}\n{settings.BASE_URL}{notice.href}" for notice in unseen]
    send_notice_mail(
        person.email, words.format(many=len(unseen)), detail="\n\n".join(letters), href=reverse("inbox")
    )
