"""Entries of the house's own chain: what operators decided about conduct, and why."""

from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import Field
from typing_extensions import TypedDict

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.json import Facts
from handsel.record.kinds import declare
from handsel.record.shapes import Identifier, Text, shape
from handsel.record.wording import Wording

Result = Annotated[str, Field(examples=["upheld"])]
"""A decision, or what came of an appeal."""


@shape
class CaseDecidedFacts(TypedDict):
    """What an operator decided in a case about somebody, or about their appeal, and why."""

    person: Identifier
    case: Identifier
    outcome: Result
    reason: Text


_CASE_TITLES = {
    "dismiss": gettext_noop("{who} dismissed a case of conduct"),
    "warn": gettext_noop("{who} warned a person"),
    "suspend": gettext_noop("{who} suspended a person"),
    "upheld": gettext_noop("{who} refused an appeal about conduct"),
    "overturned": gettext_noop("{who} overturned a decision about conduct"),
}


def _case_decided(who: str, facts: Facts) -> Wording:
    return Wording(_(_CASE_TITLES[facts["outcome"]]).format(who=who), words=facts["reason"])


CASE_DECIDED = declare(
    "conduct.case_decided", shape=CaseDecidedFacts, wording=_case_decided, tone="mute", icon="flag"
)
APPEAL_DECIDED = declare(
    "conduct.appeal_decided", shape=CaseDecidedFacts, wording=_case_decided, tone="mute", icon="flag"
)
