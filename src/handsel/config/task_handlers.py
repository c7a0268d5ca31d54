"""The handler of every kind of task."""

from datetime import datetime
from functools import partial
from uuid import UUID

from handsel.config import conduct_checks
from handsel.console.approvals.approved_acts import APPROVED_ACTS
from handsel.console.books import checking
from handsel.exports import build, storage
from handsel.money.invoices import issuing
from handsel.money.ledger import rollups
from handsel.money.rails import deposits, payouts
from handsel.notices import arbiter_mail, dispute_reminders, mailing, notify, reminders
from handsel.people import account_mail
from handsel.record.actions import NOTICE
from handsel.search import files as texts
from handsel.search import indexing
from handsel.tasks.models import schedule
from handsel.tasks.worker import Handler, Lane
from handsel.trust.approvals import acts as approval_acts
from handsel.trust.approvals import waiting
from handsel.trust.conduct import appealing, flagging, removing, suspensions
from handsel.trust.disputes import arbiters, sealed_offers
from handsel.trust.disputes import repaying as claims
from handsel.trust.disputes import steps as dispute_steps
from handsel.trust.disputes.claiming import claimed_jobs
from handsel.work.hours import deciding, paying, planning, review_timer, submitting, timer
from handsel.work.hours.shots import deleting, expiry, receiving
from handsel.work.jobs import job_timers
from handsel.work.milestones import erasing, payout, refunds, release, release_timer, reports
from handsel.work.terms import award, ending
from handsel.work.workroom import file_processing, files, orphans, uploads


def _follow(subject: str, at: datetime) -> None:
    """Follow up an entry: notify people, rebuild exports after an erasure, index it, and check its words."""
    notify.notify(subject, at)
    storage.rebuild_after_erasure(subject, at)
    schedule(indexing.INDEX, subject, at=at)
    conduct_checks.check_entry(subject, at)


def _read_file(subject: str, at: datetime) -> None:
    """Read the text of a file, and have it checked."""
    texts.auto_extract(subject, at)
    conduct_checks.check_read(subject, at)


TASK_HANDLERS: dict[str, Handler] = {
    NOTICE: Handler(_follow),
    account_mail.MAIL: Handler(account_mail.send, Lane.OUTSIDE),
    indexing.INDEX: Handler(indexing.auto_index),
    indexing.READ: Handler(_read_file, Lane.LONG),
    flagging.CHECK_MESSAGE: Handler(flagging.check_message, Lane.LONG),
    conduct_checks.CHECK_FILE: Handler(conduct_checks.check_file, Lane.LONG),
    storage.MAKE: Handler(build.make, Lane.LONG),
    storage.EXPIRE: Handler(storage.expire),
    mailing.MAIL: Handler(mailing.mail, Lane.OUTSIDE),
    mailing.DIGEST: Handler(mailing.digest, Lane.OUTSIDE),
    notify.INVITATION: Handler(notify.invite, Lane.OUTSIDE),
    notify.INVITATION_REMINDER: Handler(notify.invite_again, Lane.OUTSIDE),
    deposits.STEP: Handler(lambda subject, at: deposits.step(UUID(subject), at)),
    payouts.STEP: Handler(lambda subject, at: payouts.step(UUID(subject), at)),
    rollups.ROLL_UP: Handler(rollups.roll_up_nightly, Lane.OUTSIDE),
    issuing.NUMBERING: Handler(issuing.number_fees),
    job_timers.LAPSE: Handler(award.auto_lapse),
    job_timers.LAPSE_REMINDER: Handler(reminders.remind_of_lapse),
    job_timers.ENDING: Handler(ending.auto_end),
    job_timers.REPORT_DUE: Handler(reports.auto_pass_week),
    job_timers.REPORT_REMINDER: Handler(reminders.remind_of_report),
    release_timer.RELEASE: Handler(release.auto_release),
    release_timer.RELEASE_REMINDER: Handler(reminders.remind_of_release),
    planning.PLAN: Handler(planning.auto_plan),
    planning.SUBMIT: Handler(submitting.auto_submit, do_each=submitting.auto_submit_each),
    review_timer.PAY: Handler(paying.auto_pay, do_each=paying.auto_pay_each),
    review_timer.REVIEW_REMINDER: Handler(reminders.remind_of_review),
    timer.CHECK: Handler(timer.auto_check),
    receiving.THUMBNAIL: Handler(receiving.make_thumbnail, Lane.LONG),
    deleting.REMOVAL: Handler(deleting.remove_again),
    expiry.EXPIRY: Handler(partial(expiry.expire_nightly, kept=claimed_jobs), Lane.LONG),
    deciding.DROP_BLOCK: Handler(deciding.auto_drop),
    deciding.PAY_BLOCK: Handler(deciding.auto_give_in),
    planning.FUNDING_REMINDER: Handler(reminders.remind_of_funding),
    erasing.DROP: Handler(erasing.drop_files),
    files.PROCESS: Handler(file_processing.process_file, Lane.LONG),
    orphans.SWEEP: Handler(orphans.sweep_nightly, Lane.LONG),
    uploads.ABANDONED: Handler(uploads.remove_abandoned),
    checking.CHECK: Handler(checking.check_nightly, Lane.LONG),
    payout.GRANT: Handler(refunds.auto_grant),
    dispute_steps.STEP: Handler(dispute_steps.auto_step),
    dispute_steps.REMINDER: Handler(dispute_reminders.remind_of_step),
    arbiters.INVITE: Handler(arbiter_mail.invite_arbiter, Lane.OUTSIDE),
    arbiters.REMIND: Handler(arbiter_mail.remind_arbiter, Lane.OUTSIDE),
    claims.REPAY: Handler(claims.auto_repay),
    dispute_steps.VOID: Handler(sealed_offers.auto_void),
    removing.STAND: Handler(appealing.auto_stand),
    suspensions.END: Handler(suspensions.auto_end),
    approval_acts.DO: Handler(partial(approval_acts.auto_do, acts=APPROVED_ACTS)),
    waiting.ALONE: Handler(partial(approval_acts.auto_schedule, acts=APPROVED_ACTS)),
}
