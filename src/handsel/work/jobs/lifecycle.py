"""The life cycle of a job, as one table (rules: award and terms 6)."""

from enum import StrEnum

from handsel.kernel.i18n import gettext_noop


class Side(StrEnum):
    """The side from which somebody acts on a job; the house stands for its timers and its operators."""

    CLIENT = "client"
    FREELANCER = "freelancer"
    HOUSE = "house"

    @property
    def other(self) -> "Side":
        """The opposite side; the house is its own."""
        return {Side.CLIENT: Side.FREELANCER, Side.FREELANCER: Side.CLIENT}.get(self, self)


class JobKind(StrEnum):
    """How a job is priced: by milestones, or by the hour (rules: award and terms 3)."""

    FIXED = "fixed"
    HOURLY = "hourly"


class JobStage(StrEnum):
    """The stages of a job."""

    AWARDED = "awarded"
    IN_TERMS = "in terms"
    WORKING = "working"
    PAUSED = "paused"
    COMPLETE = "complete"
    CANCELLED = "cancelled"
    DECLINED = "declined"
    LAPSED = "lapsed"


_S = JobStage

LABELS: dict[JobStage, str] = {
    _S.AWARDED: gettext_noop("Awarded"),
    _S.IN_TERMS: gettext_noop("In terms"),
    _S.WORKING: gettext_noop("Working"),
    _S.PAUSED: gettext_noop("Paused"),
    _S.COMPLETE: gettext_noop("Complete"),
    _S.CANCELLED: gettext_noop("Cancelled"),
    _S.DECLINED: gettext_noop("Declined"),
    _S.LAPSED: gettext_noop("Expired"),
}
"""The label of each stage."""

NEXT_STAGES: dict[JobStage, frozenset[JobStage]] = {
    _S.AWARDED: frozenset({_S.IN_TERMS, _S.WORKING, _S.DECLINED, _S.LAPSED, _S.CANCELLED}),
    _S.IN_TERMS: frozenset({_S.WORKING, _S.DECLINED, _S.LAPSED, _S.CANCELLED}),
    _S.WORKING: frozenset({_S.PAUSED, _S.COMPLETE, _S.CANCELLED}),
    _S.PAUSED: frozenset({_S.WORKING, _S.COMPLETE, _S.CANCELLED}),
    _S.COMPLETE: frozenset(),
    _S.CANCELLED: frozenset(),
    _S.DECLINED: frozenset(),
    _S.LAPSED: frozenset(),
}

UNBOUND = frozenset({_S.AWARDED, _S.IN_TERMS})
"""Before terms first bind."""

CLOSED = frozenset(stage for stage, following in NEXT_STAGES.items() if not following)
"""Final stages."""

OPEN = frozenset(NEXT_STAGES) - CLOSED
"""Stages that are not final."""

LIVE = OPEN - UNBOUND
"""Bound and not closed: work goes on, or may again."""
