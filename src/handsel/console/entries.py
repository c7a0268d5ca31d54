"""Entries of the console, on the house's own chain: what operators did and why, and what checks found."""

from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pydantic import Field
from typing_extensions import TypedDict

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.json import Facts
from handsel.record.kinds import Audience, declare
from handsel.record.shapes import Currency, Identifier, Minor, Text, Whole, shape
from handsel.record.wording import TargetPage, Wording, WordingFunction


@shape
class TaskActFacts(TypedDict):
    """A task of the worker: of what kind, about what, how often it was tried; and the operator's reason."""

    task: Text
    subject: Text
    attempts: Whole
    reason: Text


def _of_task(title: str) -> WordingFunction:
    """The wording of an act on a task, from a title that is marked for translation."""

    def wording(who: str, facts: Facts) -> Wording:
        words = _(title).format(who=who, task=facts["task"], subject=facts["subject"])
        return Wording(words, words=facts["reason"])

    return wording


TASK_RETRIED = declare(
    "task.retried",
    shape=TaskActFacts,
    wording=_of_task(gettext_noop("{who} had the task {task} of {subject} tried again")),
    tone="mute",
    icon="return",
)
TASK_GIVEN_UP = declare(
    "task.given_up",
    shape=TaskActFacts,
    wording=_of_task(gettext_noop("{who} gave up the task {task} of {subject}")),
    tone="warn",
    icon="cross",
)


@shape
class CheckFacts(TypedDict):
    """One check: its name, how many rows it covered, how many faults there were, and the first of them."""

    name: Text
    counted: Whole
    fault_count: Whole
    faults: list[str]


@shape
class TrialFacts(TypedDict):
    """What the accounts of a kind hold together in a currency."""

    kind: Text
    currency: Currency
    amount: Minor


@shape
class StorageFacts(TypedDict):
    """A part of the house, and its bytes on the disk."""

    part: Text
    size: Whole


@shape
class CheckedFacts(TypedDict):
    """What the check of a night found: the books, their trial balance, and what is stored."""

    checks: list[CheckFacts]
    balances: list[TrialFacts]
    storage: list[StorageFacts]


def _checked(_who: str, facts: Facts) -> Wording:
    faults = sum(check["fault_count"] for check in facts["checks"])
    if not faults:
        return Wording(_("The books were checked: they balance"))
    title = ngettext("The books were checked: {n} fault", "The books were checked: {n} faults", faults)
    return Wording(title.format(n=faults))


@shape
class CheckAskedFacts(TypedDict):
    """What an operator had checked at once."""

    check: Text


def _check_asked(who: str, _facts: Facts) -> Wording:
    return Wording(_("{who} had the books checked now").format(who=who))


CHECK_ASKED = declare(
    "house.check_asked", shape=CheckAskedFacts, wording=_check_asked, tone="mute", icon="check"
)
CHECKED = declare("house.checked", shape=CheckedFacts, wording=_checked, tone="mute", icon="check")


HelpKind = Annotated[str, Field(pattern="^(sessions|reset-link|factors)$", examples=["sessions"])]
"""What an operator can do for a person's sign-in."""


@shape
class HelpGivenFacts(TypedDict):
    """Whom an operator helped, with what, and why."""

    person: Identifier
    help: HelpKind
    reason: Text


@shape
class DeviceDisconnectedFacts(TypedDict):
    """Which device of whom an operator disconnected, and why."""

    person: Identifier
    device: Identifier
    name: Text
    reason: Text


@shape
class HelpedFacts(TypedDict):
    """What an operator did for the person of the chain, and why."""

    help: HelpKind
    reason: Text


_HELP_GIVEN = {
    "sessions": gettext_noop("{who} ended the sessions of a person"),
    "reset-link": gettext_noop("{who} sent a person a link to choose a password"),
    "factors": gettext_noop("{who} turned off the app and passkeys of a person"),
}
_HELPED = {
    "sessions": gettext_noop("An operator signed you out everywhere"),
    "reset-link": gettext_noop("An operator sent you a link to choose a password"),
}


def _help_given(who: str, facts: Facts) -> Wording:
    return Wording(_(_HELP_GIVEN[facts["help"]]).format(who=who), words=facts["reason"])


def _helped(who: str, facts: Facts) -> Wording:
    detail = _("It was {who}. If you did not ask for help, write to those who run this site.")
    title = _(_HELPED[facts["help"]])
    return Wording(title, detail.format(who=who), TargetPage.SECURITY, words=facts["reason"])


def _disconnected(who: str, facts: Facts) -> Wording:
    title = _("{who} disconnected the device “{device}” of a person")
    return Wording(title.format(who=who, device=facts["name"]), words=facts["reason"])


DEVICE_DISCONNECTED = declare(
    "operator.disconnected_device",
    shape=DeviceDisconnectedFacts,
    wording=_disconnected,
    tone="mute",
    icon="screen",
)
HELP_GIVEN = declare("operator.helped", shape=HelpGivenFacts, wording=_help_given, tone="mute", icon="lock")
HELPED = declare(
    "person.helped",
    shape=HelpedFacts,
    wording=_helped,
    tone="mute",
    icon="lock",
    audience=Audience.EVERYONE,
)
