"""What each kind of task does, in plain words."""

from django.utils.translation import gettext as _

from handsel.kernel.i18n import gettext_noop

TASK_NAMES = {
    "notice": gettext_noop("Tell people what was done"),
    "account.mail": gettext_noop("Send a mail about signing in"),
    "search-index": gettext_noop("Make an entry searchable"),
    "search-read": gettext_noop("Read the text of a file"),
    "conduct.message": gettext_noop("Look for words about payment outside in a message"),
    "conduct.file": gettext_noop("Look for words about payment outside in a file"),
    "export.make": gettext_noop("Make a copy of somebody’s data"),
    "export.expire": gettext_noop("Delete an old copy of somebody’s data"),
    "mail": gettext_noop("Send a mail"),
    "mail.digest": gettext_noop("Send a day’s notifications in one email"),
    "invitation": gettext_noop("Send an invitation"),
    "invitation.remind": gettext_noop("Remind somebody of an invitation"),
    "deposit.step": gettext_noop("Ask the bank about a deposit"),
    "payout.step": gettext_noop("Ask the bank about a payout"),
    "roll-up": gettext_noop("Store balances of busy accounts"),
    "invoice.number": gettext_noop("Number invoices of fees"),
    "job.lapse": gettext_noop("Close an award that nobody answered"),
    "job.lapse_soon": gettext_noop("Remind somebody to answer an award"),
    "job.ending": gettext_noop("End a job"),
    "report.due": gettext_noop("Note that a status report is late"),
    "report.remind": gettext_noop("Remind somebody of a status report"),
    "milestone.release": gettext_noop("Release a milestone that nobody answered"),
    "milestone.remind": gettext_noop("Remind the client of a delivery"),
    "week.plan": gettext_noop("Begin the next week of an hourly job"),
    "week.submit": gettext_noop("Submit a timesheet"),
    "timesheet.pay": gettext_noop("Pay a timesheet that nobody answered"),
    "timesheet.remind": gettext_noop("Remind the client of a timesheet"),
    "timer.check": gettext_noop("See whether a timer still runs"),
    "shot.thumbnail": gettext_noop("Make a small picture of a screenshot"),
    "shot.removal": gettext_noop("Delete the bytes of a screenshot"),
    "shots.expiry": gettext_noop("Delete screenshots that are old"),
    "block.drop": gettext_noop("Drop a rejected block that nobody contested"),
    "block.pay": gettext_noop("Pay a contested block that nobody answered"),
    "week.remind": gettext_noop("Remind the client to fund a week"),
    "files.drop": gettext_noop("Delete erased files"),
    "file.process": gettext_noop("Scan a file and make its preview"),
    "files.sweep": gettext_noop("Delete files that nobody posted"),
    "upload.abandoned": gettext_noop("Delete an upload that was left"),
    "house.check": gettext_noop("Check the record and the books"),
    "refund.grant": gettext_noop("Refund what nobody answered"),
    "dispute.step": gettext_noop("Move a dispute to its next step"),
    "dispute.remind": gettext_noop("Remind both sides of a dispute"),
    "arbiter.invite": gettext_noop("Invite an arbiter"),
    "arbiter.remind": gettext_noop("Remind an arbiter"),
    "claim.repay": gettext_noop("Pay back what is owed"),
    "dispute.void": gettext_noop("End a round of sealed offers in which one is missing"),
    "conduct.stand": gettext_noop("Let a decision stand whose appeal nobody answered"),
    "conduct.suspension": gettext_noop("End a suspension"),
    "approval.do": gettext_noop("Do an act that needed two operators"),
    "approval.alone": gettext_noop("See who can still confirm an act"),
}


def task_name(kind: str) -> str:
    """What tasks of a kind do; of a kind that this version does not know, its own name."""
    name = TASK_NAMES.get(kind)
    return _(name) if name else kind
