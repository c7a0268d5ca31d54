"""Telling those whom an entry concerns: a notice in the inbox and a mail, for each of them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.identifiers import HOUSE
from handsel.notices.addresses import address_of
from handsel.notices.done import mark_done
from handsel.notices.mailing import mail_of
from handsel.notices.models import Notice
from handsel.notices.reader import as_read_by
from handsel.notices.send_mail import MailPart, send_notice_mail
from handsel.people.models import Person
from handsel.record import change_signal
from handsel.record.entries import ERASED
from handsel.record.kinds import Audience, kind_named
from handsel.record.models import Chain, Entry
from handsel.record.wording import Wording
from handsel.tasks.models import schedule
from handsel.ui.datetime_format import deadline_text, when_text, with_zone, zone_text
from handsel.ui.mail import subject_of
from handsel.work.jobs.models import Job, OutsideArbiter
from handsel.work.terms.entries.award import AWARDED
from handsel.work.terms.invitations import opt_out_token, wants_none
from handsel.work.terms.models import Version
from handsel.work.terms.price_text import price_text
from handsel.work.workroom.entries import mention_title, mentions
from handsel.work.workroom.read_state import has_seen

INVITATION = "invitation"
INVITATION_REMINDER = "invitation.remind"


def notify(subject: str, at: datetime) -> None:
    """Tell whom an entry concerns, each in their own language; those who did it need no telling."""
    entry = Entry.objects.select_related("chain", "content").get(pk=UUID(subject))
    if entry.kind == ERASED.name:
        _forget(entry)
    if entry.is_erased:
        return
    kind = kind_named(entry.kind)
    job = Job.objects.with_people().filter(uuid=entry.chain.subject).first()
    if job is not None and job.freelancer is None and job.invitation and entry.kind == AWARDED.name:
        schedule(INVITATION, job.pk, at=at)
    who = name_of(entry, job)
    for person in _concerned(entry, job):
        with translation.override(person.language), timezone.override(person.zone):
            is_own = job is not None and entry.actor == person.pk
            wording = kind.wording(_("You") if is_own else who, entry.facts)
            if mentions(entry.facts, person.pk):
                wording = replace(wording, title=mention_title(who, entry.facts))
            wording = as_read_by(person, wording, job)
            give_notice(person, f"entry {entry.pk}", wording, job, at, entry=entry)
    _tell_operators(entry, job, at)
    if job is not None and (any(kind.opens(entry.facts)) or any(kind.settles(entry.facts))):
        mark_done(job, at)


def _tell_operators(entry: Entry, job: Job | None, at: datetime) -> None:
    """Tell the operators who are no side of the job, or of one that it names, what waits; not who did it."""
    say = kind_named(entry.kind).for_operators
    if say is None:
        return
    if job is None and "job_number" in entry.facts:
        job = Job.objects.with_people().get(pk=entry.facts["job_number"])
    out = [party.person_id for party in (job.client, job.freelancer) if party] if job else []
    for person in Person.objects.operators(at).exclude(pk__in=[*out, entry.actor]):
        with translation.override(person.language), timezone.override(person.zone):
            if wording := say("", entry.facts):
                give_notice(person, f"operators {entry.pk}", wording, None, at)


def _forget(erasing: Entry) -> None:
    """What was told of an entry goes with its content; mail that was sent cannot be taken back."""
    erased = Entry.objects.get(chain=erasing.chain, number=erasing.facts["entry"])
    Notice.objects.filter(about__in=[f"entry {erased.pk}", f"operators {erased.pk}"]).delete()


def give_notice(
    person: Person,
    about: str,
    wording: Wording,
    job: Job | None,
    at: datetime,
    *,
    entry: Entry | None = None,
    matter: str = "",
) -> None:
    """Put a notice into somebody's inbox and have it mailed; told already, nothing happens.

    What can wait and was seen in the Workroom already is read, and not mailed; one's own act is no news.
    """
    waits = entry is not None and kind_named(entry.kind).can_wait(entry.facts)
    seen = waits and entry is not None and job is not None and has_seen(person, job, entry)
    is_own = entry is not None and entry.actor == person.pk
    notice, new = Notice.objects.get_or_create(
        person=person,
        about=about,
        defaults={
            **_content(wording, job, entry),
            "matter": matter,
            "told_at": at,
            "read_at": at if seen or is_own else None,
        },
    )
    if new and not seen:
        mail_of(notice, waits=waits)
        transaction.on_commit(change_signal.notify_change)


def _content(wording: Wording, job: Job | None, entry: Entry | None) -> dict[str, object]:
    """What a notice says, and the page that it leads to."""
    return {
        "title": wording.title[:200],
        "detail": "\n".join(filter(None, [job.title if job else "", wording.detail])),
        "words": wording.words,
        "amount": wording.amount,
        "due": deadline_text(wording.due_at) if wording.due_at else with_zone(wording.due),
        "job": job,
        "href": address_of(wording, job, entry),
    }


def name_of(entry: Entry, job: Job | None) -> str:
    """What whoever did something was called then: a side of its job, a person, an arbiter, or the house."""
    people = [party.person for party in (job.client, job.freelancer) if party] if job else []
    person = next((person for person in people if person.pk == entry.actor), None)
    person = person or Person.objects.filter(pk=entry.actor).first()
    arbiter = None if person else OutsideArbiter.objects.filter(pk=entry.actor).first()
    return person.name_at(entry.at) if person else arbiter.name if arbiter else settings.HOUSE_NAME


def invite(subject: str, at: datetime) -> None:
    """Write to the address that a job was awarded to; its link opens the Terms page, through sign-up."""
    _write_to_invited(subject, gettext_noop("You won a job at {site}"))


def invite_again(subject: str, at: datetime) -> None:
    """Write once more, before the award lapses."""
    _write_to_invited(subject, gettext_noop("An offer at {site} expires {when}"))


def _write_to_invited(subject: str, words: str) -> None:
    job = Job.objects.with_people().get(pk=int(subject))
    if job.invitation is None or job.freelancer is not None or job.is_closed or job.lapses_at is None:
        return
    if wants_none(job.invited_email):
        return
    with translation.override(settings.LANGUAGE_CODE), timezone.override(settings.HOUSE_TIME_ZONE):
        title = _(words).format(site=settings.HOUSE_NAME, when=when_text(job.lapses_at))
        href = reverse("invitation", args=[job.invitation])
        opt_out = reverse("no-invitations", args=[opt_out_token(job.invited_email)])
        part = _invitation(job, title, href)
        send_notice_mail(job.invited_email, subject_of(title), [part], opt_out=opt_out)


def _invitation(job: Job, title: str, href: str) -> MailPart:
    """What somebody who may not know the house reads of a job: how much, until when, in whose time."""
    words = _(
        "{who} awarded you the job “{title}”. The first terms are {price}: agree, decline or propose "
        "changes.\nOpen the link to read them. Create an account or sign in with this email, {email}.\n"
        "The offer expires {when} ({zone}) if you do not answer."
    )
    price = price_text(Version.objects.filter(job=job)[0].terms)
    when = when_text(job.lapses_at) if job.lapses_at else ""
    zone = zone_text(timezone.get_current_timezone())
    detail = words.format(
        who=job.client.name, title=job.title, price=price, email=job.invited_email, when=when, zone=zone
    )
    return MailPart(
        title, href, detail, amount=price, due=deadline_text(job.lapses_at) if job.lapses_at else ""
    )


def _concerned(entry: Entry, job: Job | None) -> Iterable[Person]:
    kind = kind_named(entry.kind)
    if kind.audience is Audience.NOBODY or not kind.is_told(entry.facts):
        return []
    everyone = kind.audience is Audience.EVERYONE
    if job is not None:
        parties = [job.client, *([job.freelancer] if job.freelancer else [])]
        return [party.person for party in parties if everyone or party.person_id != entry.actor]
    if entry.chain.kind == Chain.Kind.PERSON and (everyone or entry.actor == HOUSE):
        return Person.objects.filter(pk=entry.chain.subject)
    return []
