"""Entries of an erasure that is proposed, on the chain of the job: both sides are told before it happens."""

from django.utils.translation import gettext as _
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.record.kinds import declare
from handsel.record.shapes import Instant, Text, Whole, shape
from handsel.record.wording import Wording, moment


@shape
class ErasureFacts(TypedDict):
    """The number of the entry that is to be erased, why, and when, where that is certain."""

    entry: Whole
    reason: Text
    erased_at: Instant | None


def _proposed(who: str, facts: Facts) -> Wording:
    title = _("{who} proposed to erase the content of entry {n}").format(who=who, n=facts["entry"])
    detail = _("It takes two operators: it is erased once another one confirms it.")
    if facts["erased_at"]:
        detail = _("It is erased {when}, unless an operator withdraws it.")
        detail = detail.format(when=moment(facts, "erased_at"))
    return Wording(title, detail, words=facts["reason"], due=moment(facts, "erased_at"))


ERASURE_PROPOSED = declare(
    "erasure.proposed", shape=ErasureFacts, wording=_proposed, tone="warn", icon="hidden"
)


@shape
class KeptFacts(TypedDict):
    """The number of an entry that is not erased after all, and why."""

    entry: Whole
    reason: Text


def _kept(who: str, facts: Facts) -> Wording:
    title = _("{who} withdrew the erasure of entry {n}").format(who=who, n=facts["entry"])
    return Wording(title, _("Its content stays."), words=facts["reason"])


ERASURE_WITHDRAWN = declare("erasure.withdrawn", shape=KeptFacts, wording=_kept, tone="mute", icon="return")
