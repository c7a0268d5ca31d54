"""What is said of entries that move money, or ask for it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from handsel.kernel.json import Facts
from handsel.notices.said import Page, Said, Sayer, amount, moment


def _funded(who: str, facts: Facts) -> Said:
    numbers = ", ".join(str(row["milestone"]) for row in facts["milestones"])
    title = _("{who} funded milestone {numbers}, {amount}")
    detail = _("It is in escrow: it can only go to the freelancer, or back by agreement or a decision.")
    return Said(title.format(who=who, numbers=numbers, amount=amount(facts)), detail, Page.BILLING)


def _released(who: str, facts: Facts) -> Said:
    if facts["by_itself"]:
        title = _("Milestone {n} was released by itself, {amount}")
    else:
        title = _("{who} released {amount} for milestone {n}")
    named = title.format(who=who, n=facts["milestone"], amount=amount(facts, "released"))
    detail = _("{earned} reached the freelancer’s earnings, after a fee of {fee}.")
    return Said(named, detail.format(earned=amount(facts, "earned"), fee=amount(facts, "fee")), Page.BILLING)


def _changes(who: str, facts: Facts) -> Said:
    title = _("{who} asked for changes to milestone {n}").format(who=who, n=facts["milestone"])
    return Said(title, page=Page.REPORTS, words=facts["reason"])


def _refunded(who: str, facts: Facts) -> Said:
    title = _("{who} returned {amount} of milestone {n}")
    return Said(
        title.format(who=who, n=facts["milestone"], amount=amount(facts, "refunded")),
        _("It is in the client’s wallet."),
        Page.BILLING,
    )


def _refund_asked(who: str, facts: Facts) -> Said:
    title = _("{who} asks for {amount} of milestone {n} back")
    then = _("Nothing goes back until it is granted; the clock of the delivery runs on.")
    if facts["grants_at"]:
        then = _("Unanswered, it goes back {when}.").format(when=moment(facts, "grants_at"))
    return Said(
        title.format(who=who, n=facts["milestone"], amount=amount(facts)),
        then,
        Page.BILLING,
        facts["reason"],
    )


def _refund_granted(who: str, facts: Facts) -> Said:
    if facts["by_itself"]:
        title = _("{amount} of milestone {n} went back: the request was not answered in time")
    else:
        title = _("{who} granted the refund of {amount} of milestone {n}")
    return Said(
        title.format(who=who, n=facts["milestone"], amount=amount(facts, "refunded")), "", Page.BILLING
    )


def _refund_refused(who: str, facts: Facts) -> Said:
    title = _("{who} refused the refund of {amount}").format(who=who, amount=amount(facts))
    return Said(title, page=Page.BILLING, words=facts["reason"])


def _refund_withdrawn(who: str, facts: Facts) -> Said:
    return Said(
        _("{who} withdrew the request for {amount}").format(who=who, amount=amount(facts)), "", Page.BILLING
    )


def _parts(facts: Facts, freelancer: str, client: str) -> str:
    detail = _("{freelancer} to the freelancer, {client} back to the client.")
    return detail.format(freelancer=amount(facts, freelancer), client=amount(facts, client))


def _split_proposed(who: str, facts: Facts) -> Said:
    title = _("{who} proposes how to share milestone {n}").format(who=who, n=facts["milestone"])
    return Said(title, _parts(facts, "to_freelancer", "to_client"), Page.BILLING, facts["reason"])


def _split_accepted(who: str, facts: Facts) -> Said:
    title = _("{who} accepted the split of milestone {n}").format(who=who, n=facts["milestone"])
    return Said(title, _parts(facts, "released", "refunded"), Page.BILLING)


def _split_refused(who: str, facts: Facts) -> Said:
    title = _("{who} refused the split of milestone {n}").format(who=who, n=facts["milestone"])
    return Said(title, page=Page.BILLING, words=facts["reason"])


def _split_withdrawn(who: str, facts: Facts) -> Said:
    title = _("{who} withdrew the split of milestone {n}").format(who=who, n=facts["milestone"])
    return Said(title, "", Page.BILLING)


def _settled(who: str, facts: Facts) -> Said:
    title = _("An operator, {who}, settled milestone {n}").format(who=who, n=facts["milestone"])
    return Said(title, _parts(facts, "released", "refunded"), Page.BILLING, facts["reason"])


def _passage(title: str) -> Sayer:
    def say(who: str, facts: Facts) -> Said:
        return Said(_(title).format(amount=amount(facts)), facts["reason"], Page.MONEY)

    return say


def _repaid(who: str, facts: Facts) -> Said:
    return Said(_("{amount} that was owed is repaid").format(amount=amount(facts)), "", Page.MONEY)


MONEY_WORDS: dict[str, Sayer] = {
    "milestone.funded": _funded,
    "milestone.released": _released,
    "milestone.changes_asked": _changes,
    "milestone.refunded": _refunded,
    "milestone.settled": _settled,
    "refund.asked": _refund_asked,
    "refund.granted": _refund_granted,
    "refund.refused": _refund_refused,
    "refund.withdrawn": _refund_withdrawn,
    "split.proposed": _split_proposed,
    "split.accepted": _split_accepted,
    "split.refused": _split_refused,
    "split.withdrawn": _split_withdrawn,
    "deposit.asked": _passage(gettext_noop("A deposit of {amount} is on its way")),
    "deposit.settled": _passage(gettext_noop("A deposit of {amount} is in the wallet")),
    "deposit.failed": _passage(gettext_noop("A deposit of {amount} failed: no money moved")),
    "deposit.returned": _passage(gettext_noop("A deposit of {amount} was taken back by the bank")),
    "payout.asked": _passage(gettext_noop("A payout of {amount} is on its way")),
    "payout.settled": _passage(gettext_noop("A payout of {amount} arrived")),
    "payout.failed": _passage(gettext_noop("A payout of {amount} was sent back: it is yours to use again")),
    "debt.repaid": _repaid,
}
