"""Every kind of due work and who does it: the wings' own tables, put together."""

from datetime import datetime
from uuid import UUID

from handsel.due.models import schedule
from handsel.due.worker import Handler, Pace
from handsel.exports import keeping, making
from handsel.money.invoices import issuing
from handsel.money.ledger import rollups
from handsel.money.rails import deposits, payouts
from handsel.notices import mailing, reminders, telling
from handsel.record.deeds import NOTICE
from handsel.search import files as texts
from handsel.search import indexing
from handsel.work.jobs import closing
from handsel.work.milestones import clockwork, erasing, refunds, release, reports, sharing
from handsel.work.terms import award, ending
from handsel.work.workroom import files, looking, uploads


def _follow(subject: str, at: datetime) -> None:
    """What follows an entry: people are told and its words are indexed; neither waits for the other."""
    telling.tell(subject, at)
    keeping.make_again_without(subject, at)
    schedule(indexing.INDEX, subject, at=at)


DUTIES: dict[str, Handler] = {
    NOTICE: Handler(_follow),
    indexing.INDEX: Handler(indexing.index_by_itself),
    indexing.READ: Handler(texts.read_by_itself, Pace.LONG),
    keeping.MAKE: Handler(making.make, Pace.LONG),
    keeping.EXPIRE: Handler(keeping.expire),
    mailing.MAIL: Handler(mailing.mail, Pace.OUTSIDE),
    mailing.DIGEST: Handler(mailing.digest, Pace.OUTSIDE),
    telling.INVITATION: Handler(telling.invite, Pace.OUTSIDE),
    telling.INVITATION_REMINDER: Handler(telling.invite_again, Pace.OUTSIDE),
    deposits.STEP: Handler(lambda subject, at: deposits.step(UUID(subject), at)),
    payouts.STEP: Handler(lambda subject, at: payouts.step(UUID(subject), at)),
    rollups.ROLL_UP: Handler(rollups.roll_up_nightly, Pace.OUTSIDE),
    issuing.NUMBERING: Handler(issuing.number_fees),
    closing.LAPSE: Handler(award.lapse_by_itself),
    closing.LAPSE_REMINDER: Handler(reminders.remind_of_lapse),
    closing.ENDING: Handler(ending.end_by_itself),
    closing.REPORT_DUE: Handler(reports.pass_week),
    closing.REPORT_REMINDER: Handler(reminders.remind_of_report),
    clockwork.RELEASE: Handler(release.release_by_itself),
    clockwork.RELEASE_REMINDER: Handler(reminders.remind_of_release),
    erasing.DROP: Handler(erasing.drop_files),
    files.LOOK: Handler(looking.look, Pace.LONG),
    uploads.ABANDONED: Handler(uploads.remove_abandoned),
    sharing.GRANT: Handler(refunds.grant_by_itself),
}
