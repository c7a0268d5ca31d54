"""The confirmation of a sent report: what was delivered, and when how much is released."""

from datetime import datetime

from django.utils.translation import gettext as _

from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.ui.datetime_format import when_text
from handsel.ui.money_format import money_text


def confirmation(facts: Facts, client: str) -> str:
    """The confirmation of a sent report, from the facts of its entry."""
    delivered = [line for line in facts["milestones"] if line["percent"] == 100 and line["before"] < 100]
    if not delivered:
        return _("Report sent. You can send it again this week.")
    return " ".join(_delivered(line, client) for line in delivered)


def _delivered(line: Facts, client: str) -> str:
    values = {
        "n": line["milestone"],
        "amount": money_text(Money(line["held"], line["currency"])),
        "name": client,
    }
    if line["release_at"]:
        words = _(
            "Milestone {n} is delivered. {amount} is released to you {when} unless {name} asks for changes."
        )
        return words.format(**values, when=when_text(datetime.fromisoformat(line["release_at"])))
    if line["stage"] == "delivered":
        words = _("Milestone {n} is delivered. {amount} waits for {name}’s answer. There is no auto-release.")
    else:
        words = _("Milestone {n} is delivered. Auto-release starts when it is fully funded.")
    return words.format(**values)
