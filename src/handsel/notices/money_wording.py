"""What is said of entries that move money, or ask for it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from handsel.kernel.json import Facts
from handsel.notices.wording import TargetPage, Wording, WordingFunction, amount, moment


def _funded(who: str, facts: Facts) -> Wording:
    numbers = ", ".join(str(row["milestone"]) for row in facts["milestones"])
    title = _("{who} funded milestone {numbers}, {amount}")
    detail = _("It is in escrow: it can only go to the freelancer, or back by agreement or a decision.")
    return Wording(title.format(who=who, numbers=numbers, amount=amount(facts)), detail, TargetPage.BILLING)


def _released(who: str, facts: Facts) -> Wording:
    if facts["automatic"]:
        title = _("Milestone {n} was released by itself, {amount}")
    else:
        title = _("{who} released {amount} for milestone {n}")
    named = title.format(who=who, n=facts["milestone"], amount=amount(facts, "released"))
    detail = _("{earned} reached the freelancer’s earnings, after a fee of {fee}.")
    return Wording(
        named, detail.format(earned=amount(facts, "earned"), fee=amount(facts, "fee")), TargetPage.BILLING
    )


def _changes(who: str, facts: Facts) -> Wording:
    title = _("{who} asked for changes to milestone {n}").format(who=who, n=facts["milestone"])
    return Wording(title, page=TargetPage.REPORTS, words=facts["reason"])


def _refunded(who: str, facts: Facts) -> Wording:
    title = _("{who} returned {amount} of milestone {n}")
    return Wording(
        title.format(who=who, n=facts["milestone"], amount=amount(facts, "refunded")),
        _("It is in the client’s wallet."),
        TargetPage.BILLING,
    )


def _refund_asked(who: str, facts: Facts) -> Wording:
    title = _("{who} asks for {amount} of milestone {n} back")
    then = _("Nothing goes back until it is granted; the clock of the delivery runs on.")
    if facts["auto_grants_at"]:
        then = _("Unanswered, it goes back {when}.").format(when=moment(facts, "auto_grants_at"))
    return Wording(
        title.format(who=who, n=facts["milestone"], amount=amount(facts)),
        then,
        TargetPage.BILLING,
        facts["reason"],
    )


def _refund_granted(who: str, facts: Facts) -> Wording:
    if facts["automatic"]:
        title = _("{amount} of milestone {n} went back: the request was not answered in time")
    else:
        title = _("{who} granted the refund of {amount} of milestone {n}")
    return Wording(
        title.format(who=who, n=facts["milestone"], amount=amount(facts, "refunded")), "", TargetPage.BILLING
    )


def _refund_refused(who: str, facts: Facts) -> Wording:
    title = _("{who} refused the refund of {amount}").format(who=who, amount=amount(facts))
    return Wording(title, page=TargetPage.BILLING, words=facts["reason"])


def _refund_withdrawn(who: str, facts: Facts) -> Wording:
    return Wording(
        _("{who} withdrew the request for {amount}").format(who=who, amount=amount(facts)),
        "",
        TargetPage.BILLING,
    )


def _parts(facts: Facts, freelancer: str, client: str) -> str:
    detail = _("{freelancer} to the freelancer, {client} back to the client.")
    return detail.format(freelancer=amount(facts, freelancer), client=amount(facts, client))


def _split_proposed(who: str, facts: Facts) -> Wording:
    title = _("{who} proposes how to share milestone {n}").format(who=who, n=facts["milestone"])
    return Wording(title, _parts(facts, "to_freelancer", "to_client"), TargetPage.BILLING, facts["reason"])


def _split_accepted(who: str, facts: Facts) -> Wording:
    title = _("{who} accepted the split of milestone {n}").format(who=who, n=facts["milestone"])
    return Wording(title, _parts(facts, "released", "refunded"), TargetPage.BILLING)


def _split_refused(who: str, facts: Facts) -> Wording:
    title = _("{who} refused the split of milestone {n}").format(who=who, n=facts["milestone"])
    return Wording(title, page=TargetPage.BILLING, words=facts["reason"])


def _split_withdrawn(who: str, facts: Facts) -> Wording:
    title = _("{who} withdrew the split of milestone {n}").format(who=who, n=facts["milestone"])
    return Wording(title, "", TargetPage.BILLING)


def _settled(who: str, facts: Facts) -> Wording:
    title = _("An operator, {who}, settled milestone {n}").format(who=who, n=facts["milestone"])
    return Wording(title, _parts(facts, "released", "refunded"), TargetPage.BILLING, facts["reason"])


def _passage(title: str) -> WordingFunction:
    def say(who: str, facts: Facts) -> Wording:
        return Wording(_(title).format(amount=amount(facts)), facts["reason"], TargetPage.MONEY)

    return say


def _repaid(who: str, facts: Facts) -> Wording:
    return Wording(_("{amount} that was owed is repaid").format(amount=amount(facts)), "", TargetPage.MONEY)


MONEY_WORDING: dict[str, WordingFunction] = {
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
