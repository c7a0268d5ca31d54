"""Entries of the steps of a removal, on the person's chain, and of what it means for each of their jobs."""

from dataclasses import replace

from django.utils.translation import gettext as _
from typing_extensions import TypedDict

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.json import Facts
from handsel.record.kinds import Audience, EntryKind, Group, declare
from handsel.record.shapes import Instant, shape
from handsel.record.wording import TargetPage, Wording, WordingFunction, lines, moment
from handsel.trust.conduct.entries.decisions import (
    DecisionFacts,
    SideName,
    kept_text,
    matter,
    replay_decision,
)


def _confirmed(_who: str, facts: Facts) -> Wording:
    after = facts["decision_after"]
    title = _("Another operator confirmed your removal from this site: job {n}").format(n=facts["job_number"])
    detail = _("It takes effect {when} and ends your jobs.").format(when=moment(after, "effect_at"))
    due = moment(after, "appeal_by")
    appeal = _("You can appeal once, by {appeal_by}.").format(appeal_by=due)
    is_open = after["stage"] == "decided"
    detail = lines(detail, kept_text(), appeal if is_open else "")
    return Wording(title, detail, TargetPage.CONDUCT, due=due if is_open else "")


def _scheduled(_who: str, facts: Facts) -> Wording:
    after = facts["decision_after"]
    title = _("Your removal from this site has a time now: job {n}").format(n=facts["job_number"])
    alone = _("No other operator can confirm it, so it takes effect {when} and ends your jobs.")
    detail = alone.format(when=moment(after, "effect_at"))
    detail = lines(detail, kept_text(), _("An operator can withdraw it until then."))
    return Wording(title, detail, TargetPage.CONDUCT)


def _withdrawn(_who: str, facts: Facts) -> Wording:
    title = _("Your removal from this site was withdrawn: job {n}").format(n=facts["job_number"])
    detail = _("It does not take effect. An operator decides the case again, and you are told.")
    return Wording(title, detail, TargetPage.CONDUCT)


def _removed(_who: str, facts: Facts) -> Wording:
    title = _("You were removed from this site: job {n}").format(n=facts["job_number"])
    detail = _("Your jobs were ended, as if you had ended them. You cannot begin anything new.")
    return Wording(title, lines(detail, kept_text()), TargetPage.CONDUCT)


def _declared(name: str, wording: WordingFunction, icon: str, **more: object) -> EntryKind:
    return declare(
        name,
        shape=DecisionFacts,
        wording=wording,
        tone="warn",
        icon=icon,
        audience=Audience.EVERYONE,
        replay=replay_decision,
        **more,
    )


REMOVAL_CONFIRMED = _declared("conduct.removal_confirmed", _confirmed, "flag")
REMOVAL_SCHEDULED = _declared("conduct.removal_scheduled", _scheduled, "clock")
REMOVAL_WITHDRAWN = _declared(
    "conduct.removal_withdrawn", _withdrawn, "return", settles=lambda facts: [matter(facts)]
)
REMOVED = _declared("conduct.removed", _removed, "lock")


@shape
class AnnouncedFacts(TypedDict):
    """Whose side is removed, and when the job ends with that; without a time, it goes on after all."""

    side: SideName
    ends_at: Instant | None


_ENDS = {
    "client": gettext_noop("This job ends {when}: the client is to be removed from this site"),
    "freelancer": gettext_noop("This job ends {when}: the freelancer is to be removed from this site"),
}
_MONEY = {
    "client": gettext_noop(
        "Until then it goes on. It ends as if the client ended it: escrow for undelivered work returns "
        "after the days of the policy, unless it is delivered or the freelancer objects."
    ),
    "freelancer": gettext_noop(
        "Until then it goes on. It ends as if the freelancer ended it: escrow for undelivered work is "
        "refunded, and delivered work is not affected."
    ),
}


_OWN_MONEY = {
    "client": gettext_noop(
        "Until then it goes on. It ends as if you ended it: escrow for undelivered work returns to you "
        "after the days of the policy, unless it is delivered or the freelancer objects."
    ),
    "freelancer": gettext_noop(
        "Until then it goes on. It ends as if you ended it: escrow for undelivered work is refunded, "
        "and delivered work is not affected."
    ),
}


def _announced(_who: str, facts: Facts) -> Wording:
    if facts["ends_at"] is None:
        return Wording(_("This job goes on"), _("Nobody is removed from this site after all."))
    side, when = facts["side"], moment(facts, "ends_at")
    wording = Wording(
        _(_ENDS[side]).format(when=when),
        _(_MONEY[side]),
        TargetPage.BILLING,
        due=when,
        own_title=_("This job ends {when}: you are to be removed from this site").format(when=when),
        own_side=side,
    )
    own = _(_OWN_MONEY[side])
    return replace(wording, to_client=own) if side == "client" else replace(wording, to_freelancer=own)


ANNOUNCED = declare(
    "removal.announced",
    shape=AnnouncedFacts,
    wording=_announced,
    tone="warn",
    icon="clock",
    group=Group.AGREEMENTS,
)
