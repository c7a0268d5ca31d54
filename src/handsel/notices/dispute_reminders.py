"""Reminding both sides of a dispute of a step that ends soon; a reminder is no entry of the record."""

from datetime import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from handsel.kernel.money import Money
from handsel.notices.notify import give_notice
from handsel.record.wording import TargetPage, Wording
from handsel.trust.disputes.entries.shapes import matter
from handsel.trust.disputes.lifecycle import REMINDED, DisputeStage
from handsel.trust.disputes.models import Dispute
from handsel.trust.disputes.subjects.choice import subject_of
from handsel.trust.disputes.titles import case_text
from handsel.ui.datetime_format import when_text
from handsel.ui.money_format import money_text
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job


def remind_of_step(subject: str, at: datetime) -> None:
    """Remind who can still answer, settle or appeal that the step ends soon, if it is still on."""
    dispute = Dispute.objects.get(pk=int(subject))
    if dispute.stage not in REMINDED or dispute.ends_at is None or dispute.ends_at <= at:
        return
    dispute.job = job = Job.objects.with_people().get(pk=dispute.job_id)
    sides = [Side.CLIENT, Side.FREELANCER]
    if dispute.stage == DisputeStage.OPENED:
        sides.remove(Side(dispute.side))
    about = f"dispute {dispute.pk} {dispute.stage} {dispute.ends_at:%Y-%m-%d}"
    for party in filter(None, map(job.party, sides)):
        person = party.person
        with translation.override(person.language), timezone.override(person.zone):
            wording = _wording(dispute, dispute.ends_at)
            give_notice(person, about, wording, job, at, matter=matter({"dispute": dispute.number}))


def _wording(dispute: Dispute, ends: datetime) -> Wording:
    title, detail = _words(dispute)
    named, amount = title.format(case=case_text(dispute), when=when_text(ends)), money_text(dispute.money)
    return Wording(named, detail, TargetPage.DISPUTE, amount=amount, due_at=ends, number=dispute.number)


def _words(dispute: Dispute) -> tuple[str, str]:
    """The title, which names the dispute and the time, and what happens then."""
    if dispute.stage == DisputeStage.OPENED:
        words = _("Without an answer, the outcome is decided for you both.")
        if subject_of(dispute).silence_part():
            words = _(
                "Without an answer, protected time is paid and the rest, if any, is decided for you both."
            )
        return _("Answer {case} by {when}"), words
    if dispute.stage == DisputeStage.NEGOTIATING:
        return _("Settle {case} by {when}"), _("After that, the outcome is decided for you both.")
    part = Money(dispute.to_freelancer or 0, dispute.job.currency)
    words = _("Without an appeal, {part} goes to the freelancer and {rest} to the client.")
    detail = words.format(part=money_text(part), rest=money_text(dispute.money - part))
    return _("Appeal in {case} by {when}, if you do not agree"), detail
