"""Which kinds of tasks the audit misses when they are gone, and which may be gone, and why."""

NAMED = (
    "milestone.release",
    "milestone.remind",
    "refund.grant",
    "job.lapse",
    "job.lapse_soon",
    "job.ending",
    "report.due",
    "report.remind",
    "week.plan",
    "week.submit",
    "week.remind",
    "timesheet.pay",
    "timesheet.remind",
    "block.drop",
    "block.pay",
    "dispute.step",
    "dispute.remind",
    "dispute.void",
    "arbiter.remind",
    "claim.repay",
    "conduct.stand",
    "conduct.suspension",
    "approval.do",
    "deposit.step",
    "payout.step",
    "shot.thumbnail",
    "shot.removal",
    "files.drop",
)
"""Deadlines, the reminders before them, and what is on its way: each follows from a row, and is named."""

_TELLS = "tells somebody at once what pages say as well; whether mail was sent is not on the record"
_NIGHTLY = "done every night, and planned again where the site starts without it"
_INDEX = "finds words in the search, which `handsel reindex` makes again from the record"
FREE = {
    **dict.fromkeys(["notice", "account.mail", "mail", "mail.digest"], _TELLS),
    **dict.fromkeys(["invitation", "arbiter.invite"], f"{_TELLS}; a reminder has the same link"),
    "invitation.remind": f"{_TELLS}: it follows at once upon the reminder of an award, which is named",
    **dict.fromkeys(["files.sweep", "shots.expiry", "roll-up", "house.check"], _NIGHTLY),
    **dict.fromkeys(["search-index", "search-read"], _INDEX),
    "conduct.message": "reads a message for operators, at once; no money and no deadline follows",
    "conduct.file": "reads the words of a file for operators, at once; no money and no deadline follows",
    "file.process": "scans and draws a file at once; where there is a scanner, it is held back until then",
    "invoice.number": "numbers fees at once; the next fee numbers those that still wait for a number",
    "approval.alone": "looks again at once who may confirm an act; so does whatever changes who may",
    "timer.check": "looks at a timer of a page, which enters the record when it stops",
    "upload.abandoned": "removes a file on its way, of which nothing is on the record",
    **dict.fromkeys(["export.make", "export.expire"], "an archive for a week, made anew from the record"),
}
"""Whose loss moves no money and no deadline, and why."""
