"""The life cycle of a dispute, as one table (rules: disputes 2)."""

from enum import StrEnum

from handsel.kernel.i18n import gettext_noop


class DisputeStage(StrEnum):
    """The stages of a dispute."""

    OPENED = "opened"
    NEGOTIATING = "negotiating"
    WITH_OPERATOR = "with operator"
    DECIDED = "decided"
    APPEALED = "appealed"
    FINAL = "final"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"
    DEFAULTED = "defaulted"


_S = DisputeStage

DISPUTE_LABELS: dict[DisputeStage, str] = {
    _S.OPENED: gettext_noop("Waiting for an answer"),
    _S.NEGOTIATING: gettext_noop("In negotiation"),
    _S.WITH_OPERATOR: gettext_noop("With an operator"),
    _S.DECIDED: gettext_noop("Decided"),
    _S.APPEALED: gettext_noop("Appealed"),
    _S.FINAL: gettext_noop("Decision final"),
    _S.SETTLED: gettext_noop("Settled"),
    _S.WITHDRAWN: gettext_noop("Withdrawn"),
    _S.DEFAULTED: gettext_noop("Split by default"),
}
"""The label of each stage."""

DISPUTE_STAGES: dict[DisputeStage, frozenset[DisputeStage]] = {
    _S.OPENED: frozenset({_S.NEGOTIATING, _S.SETTLED, _S.WITHDRAWN, _S.WITH_OPERATOR}),
    _S.NEGOTIATING: frozenset({_S.SETTLED, _S.WITHDRAWN, _S.WITH_OPERATOR}),
    _S.WITH_OPERATOR: frozenset({_S.DECIDED, _S.SETTLED, _S.WITHDRAWN, _S.DEFAULTED}),
    _S.DECIDED: frozenset({_S.APPEALED, _S.FINAL}),
    _S.APPEALED: frozenset({_S.FINAL}),
    _S.FINAL: frozenset(),
    _S.SETTLED: frozenset(),
    _S.WITHDRAWN: frozenset(),
    _S.DEFAULTED: frozenset(),
}

OPEN = frozenset(stage for stage, following in DISPUTE_STAGES.items() if following)
"""Stages in which money is frozen."""

SETTLEABLE = frozenset(stage for stage, following in DISPUTE_STAGES.items() if _S.SETTLED in following)
"""Stages in which both sides can still end it themselves."""

TO_DECIDE = (_S.WITH_OPERATOR, _S.APPEALED)
"""Stages in which an operator, or the outside arbiter, is to decide."""

REMINDED = frozenset({_S.OPENED, _S.NEGOTIATING, _S.DECIDED})
"""Stages in which a side can still act before the step ends; they are reminded of that."""
