"""Mailing what was told: at once where it must be, and else when the person chose, in one letter.

What can wait is said by each kind of entry; all else moves money, asks for an answer, runs against a
deadline, or concerns how somebody signs in, and is always mailed at once.
"""

from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from handsel.notices.models import MailPreference, Notice
from handsel.notices.send_mail import MailPart, send_notice_mail
from handsel.people.models import Person
from handsel.record.kinds import kind_named
from handsel.record.models import Entry
from handsel.tasks.models import schedule
from handsel.ui.mail import subject_of
from handsel.work.jobs.models import Job

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
    notice = Notice.objects.with_job().select_related("person").get(pk=int(subject))
    with translation.override(notice.person.language):
        _send(notice.person, [notice])


def digest(subject: str, at: datetime) -> None:
    """Send in one letter what waited for it, without what was seen meanwhile; nothing left, no letter."""
    person = Person.objects.get(pk=UUID(subject[:32]))
    waited = list(Notice.objects.of(person).with_job().filter(waits=True).order_by("id"))
    unseen = [notice for notice in waited if notice.read_at is None]
    if unseen and MailPreference.of(person).frequency != "never":
        with translation.override(person.language):
            _send(person, unseen)
    Notice.objects.filter(pk__in=[notice.pk for notice in waited]).update(waits=False)


def _slot(person: Person, due: datetime) -> str:
    """The subject of the one letter that somebody gets at a time: who, and the minute."""
    return f"{person.pk.hex}{int(due.timestamp()) // 60:x}"


def _send(person: Person, notices: list[Notice]) -> None:
    """Mail one notice, or several in one letter; those of one job name it and lead to its Workroom."""
    jobs = {notice.job for notice in notices}
    job = jobs.pop() if len(jobs) == 1 else None
    parts = [_part(notice) for notice in notices]
    send_notice_mail(
        person.email,
        subject_of(_title(notices, job), _label(job, person) if job else ""),
        parts,
        workroom=reverse("workroom", args=[job.pk]) if job else "",
    )


def _title(notices: list[Notice], job: Job | None) -> str:
    if len(notices) == 1:
        return notices[0].title
    if job is not None:
        return _("{many} updates").format(many=len(notices))
    return _("{many} updates in your jobs").format(many=len(notices))


def _label(job: Job, person: Person) -> str:
    """What a subject calls a job: its title, or its number for a freelancer who never agreed.

    Else whoever awards a job could write what they like into the subject of a stranger's mail.
    """
    if job.bound_at is None and job.client.person_id != person.pk:
        return _("Job {number}").format(number=job.pk)
    return job.title


def _part(notice: Notice) -> MailPart:
    return MailPart(
        notice.title,
        notice.href,
        detail=notice.detail,
        words=notice.words,
        amount=notice.amount,
        due=notice.due,
        says=_button(notice),
    )


def _button(notice: Notice) -> str:
    """What the button says of a notice about an entry that names its act; empty of others."""
    if not notice.about.startswith("entry "):
        return ""
    entry = Entry.objects.select_related("content").get(pk=UUID(notice.about.removeprefix("entry ")))
    return "" if entry.is_erased else kind_named(entry.kind).wording("", entry.facts).button
