"""What is said of a job's entries: its award, its terms, its end, its reports and messages."""

from datetime import date

from django.utils.translation import gettext as _

from handsel.kernel.json import Facts
from handsel.notices.wording import TargetPage, Wording, WordingFunction, amount, lines, moment
from handsel.ui.datetime_format import day_text

WORDS_MAX = 200


def _awarded(who: str, facts: Facts) -> Wording:
    detail = _("Version 1 of the terms is {price}. Agree, decline, or propose another version.")
    return Wording(
        _("{who} awarded the job to {to}").format(who=who, to=facts["to"]),
        lines(detail.format(price=amount(facts, "price")), _lapses(facts)),
        TargetPage.TERMS,
        facts["note"],
    )


def _lapses(facts: Facts) -> str:
    if not facts.get("lapses_at"):
        return ""
    return _("Open until {when}; unanswered, the award lapses then.").format(when=moment(facts, "lapses_at"))


def _joined(who: str, facts: Facts) -> Wording:
    return Wording(
        _("{who} took up the invitation").format(who=who),
        _("The terms can be answered now."),
        TargetPage.TERMS,
    )


def _proposed(who: str, facts: Facts) -> Wording:
    title = _("{who} proposed version {version} of the terms, {price}")
    return Wording(
        title.format(who=who, version=facts["version"], price=amount(facts, "price")),
        _lapses(facts),
        TargetPage.TERMS,
        facts["note"],
    )


def _agreed(who: str, facts: Facts) -> Wording:
    if facts["first"]:
        detail = _(
            "Both sides agreed to the same version. The client is now asked to fund the first milestone."
        )
    else:
        detail = _("The change is in force. {returned} went back to the client; {to_fund} is left to fund.")
    return Wording(
        _("{who} agreed to version {version}: the terms bind").format(who=who, version=facts["version"]),
        lines(
            detail.format(returned=amount(facts, "returned"), to_fund=amount(facts, "to_fund")),
            *map(_started, facts.get("clocks", [])),
        ),
        TargetPage.BILLING,
    )


def _started(line: Facts) -> str:
    words = _("{amount} for milestone {n} now releases {when} unless the client asks for changes.")
    return words.format(amount=amount(line, "held"), n=line["milestone"], when=moment(line, "release_at"))


def _declined(who: str, facts: Facts) -> Wording:
    title = _("{who} declined version {version} of the terms").format(who=who, version=facts["version"])
    return Wording(title, _("What was agreed before stays in force."), TargetPage.TERMS, facts["reason"])


def _withdrawn(who: str, facts: Facts) -> Wording:
    title = _("{who} withdrew version {version} of the terms").format(who=who, version=facts["version"])
    return Wording(title, _("What was agreed before stays in force."), TargetPage.TERMS)


def _job_declined(who: str, facts: Facts) -> Wording:
    title = _("{who} declined the job").format(who=who)
    return Wording(title, _("Nothing was agreed."), words=facts["reason"])


def _job_withdrawn(who: str, facts: Facts) -> Wording:
    title = _("{who} withdrew the award").format(who=who)
    return Wording(title, _("Nothing was agreed."), words=facts["reason"])


def _lapsed(who: str, facts: Facts) -> Wording:
    return Wording(
        _("The award lapsed"), _("Nobody agreed or proposed in time. Nothing was agreed and no money moved.")
    )


def _ended(who: str, facts: Facts) -> Wording:
    title = _("{who} ended the job").format(who=who)
    if facts["by"] == "freelancer":
        detail = _("{returned} for work not delivered went back to the client. Anything delivered runs on.")
        detail = detail.format(returned=amount(facts, "returned"))
        return Wording(title, lines(detail, _dropped(facts)), TargetPage.BILLING, facts["reason"])
    detail = ""
    if facts["ending_at"]:
        words = _("What is held and not delivered returns {when}, unless it is delivered or objected to.")
        detail = words.format(when=moment(facts, "ending_at"))
    return Wording(title, lines(detail, _dropped(facts)), TargetPage.BILLING, facts["reason"])


def _dropped(facts: Facts) -> str:
    rows = [row for row in facts.get("dropped", []) if row["stage"] == "dropped"]
    if not rows:
        return ""
    words = _("Dropped, as nothing is held for it: milestone {numbers}.")
    return words.format(numbers=", ".join(str(row["milestone"]) for row in rows))


def _objected(who: str, facts: Facts) -> Wording:
    title = _("{who} objects to the return of what is held").format(who=who)
    return Wording(title, page=TargetPage.BILLING, words=facts["reason"])


def _ending_done(who: str, facts: Facts) -> Wording:
    title = _("{returned} went back to the client, as the job was ended").format(
        returned=amount(facts, "returned")
    )
    return Wording(title, "", TargetPage.BILLING)


def _message(who: str, facts: Facts) -> Wording:
    files = facts["files"]
    if not files:
        return Wording(_("{who} wrote in the Workroom").format(who=who), words=facts["words"][:WORDS_MAX])
    names = ", ".join(file["name"] for file in files)
    return Wording(_("{who} added {names}").format(who=who, names=names), words=facts["words"][:WORDS_MAX])


def _report(who: str, facts: Facts) -> Wording:
    delivered = [line for line in facts["milestones"] if line["percent"] == 100 and line["before"] < 100]
    if delivered:
        numbers = ", ".join(str(line["milestone"]) for line in delivered)
        title = _("{who} delivered milestone {numbers}").format(who=who, numbers=numbers)
        detail = lines(_("Release it, or ask for changes with a reason."), *map(_clock, delivered))
        return Wording(title, detail, TargetPage.BILLING)
    title = _("{who} sent this week’s status report").format(who=who)
    return Wording(title, page=TargetPage.REPORTS, words=facts["done"][:WORDS_MAX])


def _clock(line: Facts) -> str:
    if not line.get("release_at") or "held" not in line:
        return ""
    words = _("{amount} for milestone {n} releases {when} unless you ask for changes.")
    return words.format(amount=amount(line, "held"), n=line["milestone"], when=moment(line, "release_at"))


def _late(who: str, facts: Facts) -> Wording:
    title = _("No status report came for the week of {week}").format(
        week=day_text(date.fromisoformat(facts["week"]))
    )
    return Wording(title, _("The week is marked late; nothing else happens."), TargetPage.REPORTS)


def _erased(who: str, facts: Facts) -> Wording:
    title = _("{who}, an operator, erased the content of № {n}").format(who=who, n=facts["entry"])
    detail = _("The entry stays in its place, and every proof still holds.")
    return Wording(title, detail, words=facts["reason"])


def _quarantined(who: str, facts: Facts) -> Wording:
    title = _("{name}, version {version}, is infected and in quarantine").format(
        name=facts["name"], version=facts["version"]
    )
    detail = _(
        "The virus scan found {finding}. Nobody can fetch the file; send a clean one as a new version."
    )
    return Wording(title, detail.format(finding=facts["finding"]))


JOB_WORDING: dict[str, WordingFunction] = {
    "content.erased": _erased,
    "job.awarded": _awarded,
    "job.joined": _joined,
    "job.declined": _job_declined,
    "job.withdrawn": _job_withdrawn,
    "job.lapsed": _lapsed,
    "job.ended": _ended,
    "ending.objected": _objected,
    "ending.done": _ending_done,
    "terms.proposed": _proposed,
    "terms.agreed": _agreed,
    "terms.declined": _declined,
    "terms.withdrawn": _withdrawn,
    "message.posted": _message,
    "file.quarantined": _quarantined,
    "report.sent": _report,
    "report.late": _late,
}
