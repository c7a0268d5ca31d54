"""The life cycle of an act that takes two operators, as one table, and which acts those are."""

from enum import StrEnum

from handsel.kernel.i18n import gettext_noop


class ApprovedKind(StrEnum):
    """What takes two operators (rules: operators 3)."""

    REMOVAL = "removal"
    ERASURE = "erasure"


KIND_LABELS: dict[ApprovedKind, str] = {
    ApprovedKind.REMOVAL: gettext_noop("Removal of a person"),
    ApprovedKind.ERASURE: gettext_noop("Erasure of an entry"),
}
"""What each is called on pages."""


class ApprovalStage(StrEnum):
    """The stages of a proposed act: it waits for another operator, or for its time."""

    WAITING = "waiting"
    SCHEDULED = "scheduled"
    DONE = "done"
    WITHDRAWN = "withdrawn"


_S = ApprovalStage

APPROVAL_LABELS: dict[ApprovalStage, str] = {
    _S.WAITING: gettext_noop("Waits for another operator"),
    _S.SCHEDULED: gettext_noop("Scheduled"),
    _S.DONE: gettext_noop("Done"),
    _S.WITHDRAWN: gettext_noop("Withdrawn"),
}
"""The label of each stage."""

APPROVAL_STAGES: dict[ApprovalStage, frozenset[ApprovalStage]] = {
    _S.WAITING: frozenset({_S.SCHEDULED, _S.WITHDRAWN}),
    _S.SCHEDULED: frozenset({_S.DONE, _S.WITHDRAWN}),
    _S.DONE: frozenset(),
    _S.WITHDRAWN: frozenset(),
}

OPEN_STAGES = frozenset(stage for stage, following in APPROVAL_STAGES.items() if following)
"""Neither done nor withdrawn."""
