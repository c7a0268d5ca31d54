"""A sentence about an entry, the same in the inbox, in the mail and in the Workroom."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.record.shapes import Digest, Text, Whole, shape
from handsel.ui.datetime_format import when_text
from handsel.ui.money_format import money_text

WORDS_MAX = 200
"""How much of what a person wrote a notice quotes."""


class TargetPage(StrEnum):
    """The page of a job, or of one's money, on which a thing is dealt with."""

    WORKROOM = "workroom"
    TERMS = "terms"
    REPORTS = "reports"
    BILLING = "billing"
    DISPUTE = "dispute"
    EXIT = "exit"
    TIME = "time"
    TIMESHEET = "timesheet"
    WORK_VIEW = "work view"
    MONEY = "money"
    ME = "me"
    DATA = "data"
    SAFETY = "safety"
    SECURITY = "security"
    DEVICES = "devices"
    CONDUCT = "conduct"
    CONSOLE_DISPUTES = "console-disputes"
    CONSOLE_CONDUCT = "console-conduct"
    CONSOLE_APPROVALS = "console-approvals"


@dataclass(frozen=True)
class Wording:
    """What the house says of an entry: a title that names who did what, a detail, and where it leads.

    A mail sets the amount that it is about and its next deadline apart: `due` in words, or `due_at`, of which
    it also says how much time is left. `week` is the week at which its page
    opens, as addresses name it; of an entry it is that of its facts.

    `number` is the dispute whose page it leads to. `tone` is its own, where that of its kind would mislead.

    `to_freelancer` and `to_client` are the detail as a notice to that side says it, where that differs;
    `own_title` is the title as the side `own_side` reads it, whom it is about.
    `button` is what the button of a mail says, if not which page it opens.

    What the person wrote stands apart from it, as a quote: no words of theirs may pass for the house's.
    """

    title: str
    detail: str = ""
    page: TargetPage = TargetPage.WORKROOM
    words: str = ""
    amount: str = ""
    due: str = ""
    due_at: datetime | None = None
    week: str = ""
    number: int = 0
    tone: str = ""
    to_freelancer: str = ""
    to_client: str = ""
    own_title: str = ""
    own_side: str = ""
    button: str = ""


WordingFunction = Callable[[str, Facts], Wording]
"""Says an entry, given its actor's name and its facts."""


NOT_YOU = gettext_noop("If this was not you, reset your password now and sign out your other sessions.")


def says(title: str, page: TargetPage = TargetPage.ME) -> WordingFunction:
    """The wording of a change that needs no more than its title, marked for translation."""
    return lambda _who, _facts: Wording(_(title), page=page)


def warns(title: str) -> WordingFunction:
    """The wording of a change to one's own account that somebody else may have made."""
    return lambda _who, _facts: Wording(_(title), _(NOT_YOU), TargetPage.SAFETY)


def amount(facts: Facts, name: str = "amount") -> str:
    """An amount of the facts as people read it."""
    return money_text(Money(facts[name], facts["currency"]))


def moment(facts: Facts, name: str) -> str:
    """An instant of the facts as people read it; empty where there is none."""
    instant = facts.get(name)
    return when_text(datetime.fromisoformat(instant)) if instant else ""


def instant(facts: Facts, name: str) -> datetime | None:
    """An instant of the facts; none where there is none."""
    text = facts.get(name)
    return datetime.fromisoformat(text) if text else None


def quoted(words: str) -> str:
    """What a person wrote, in a letter: each line of it marked as a quote."""
    return "\n".join(f"> {line}" for line in words.splitlines())


def and_text(names: list[str]) -> str:
    """Names in a row: `1, 2 and 3`."""
    if len(names) < 2:
        return "".join(names)
    return _("{first} and {last}").format(first=", ".join(names[:-1]), last=names[-1])


def lines(*parts: str) -> str:
    """What is said in more than one line; an empty part is none."""
    return "\n".join(filter(None, parts))


def parts(facts: Facts, freelancer: str, client: str) -> str:
    """How money is shared between both sides, by the names of the two amounts in the facts."""
    detail = _("{freelancer} to the freelancer, {client} back to the client.")
    return detail.format(freelancer=amount(facts, freelancer), client=amount(facts, client))


@shape
class FileFacts(TypedDict):
    """A file as the entry that brought it names it; `sha256` is its fingerprint, `size` its bytes."""

    file: Whole
    name: Text
    version: Whole
    sha256: Digest
    size: Whole


@shape
class NoFacts(TypedDict):
    """An entry that says nothing beyond its kind, actor and time."""
