"""The life cycle of a decision of conduct, as one table (rules: off-platform payment 8)."""

from enum import StrEnum

from handsel.kernel.i18n import gettext_noop


class DecisionStage(StrEnum):
    """The stages of a decision."""

    DECIDED = "decided"
    APPEALED = "appealed"
    UPHELD = "upheld"
    OVERTURNED = "overturned"
    STANDS = "stands"
    WITHDRAWN = "withdrawn"


_S = DecisionStage

DECISION_LABELS: dict[DecisionStage, str] = {
    _S.DECIDED: gettext_noop("Decided"),
    _S.APPEALED: gettext_noop("Appealed"),
    _S.UPHELD: gettext_noop("Appeal refused"),
    _S.OVERTURNED: gettext_noop("Overturned"),
    _S.STANDS: gettext_noop("Stands"),
    _S.WITHDRAWN: gettext_noop("Withdrawn"),
}
"""The label of each stage."""

DECISION_STAGES: dict[DecisionStage, frozenset[DecisionStage]] = {
    _S.DECIDED: frozenset({_S.APPEALED, _S.WITHDRAWN}),
    _S.APPEALED: frozenset({_S.UPHELD, _S.OVERTURNED, _S.STANDS, _S.WITHDRAWN}),
    _S.UPHELD: frozenset({_S.WITHDRAWN}),
    _S.OVERTURNED: frozenset(),
    _S.STANDS: frozenset({_S.WITHDRAWN}),
    _S.WITHDRAWN: frozenset({_S.DECIDED}),
}
"""A removal may be withdrawn until it takes effect; its case is decided anew then."""
