"""The life cycle of an exit, as one table (rules: off-platform payment 6)."""

from enum import StrEnum

from handsel.kernel.i18n import gettext_noop


class ExitStage(StrEnum):
    """The stages of a proposal to work elsewhere."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


_S = ExitStage

EXIT_LABELS: dict[ExitStage, str] = {
    _S.PROPOSED: gettext_noop("Proposed"),
    _S.AGREED: gettext_noop("Agreed"),
    _S.DECLINED: gettext_noop("Declined"),
    _S.WITHDRAWN: gettext_noop("Withdrawn"),
}
"""The label of each stage."""

EXIT_STAGES: dict[ExitStage, frozenset[ExitStage]] = {
    _S.PROPOSED: frozenset({_S.AGREED, _S.DECLINED, _S.WITHDRAWN}),
    _S.AGREED: frozenset(),
    _S.DECLINED: frozenset(),
    _S.WITHDRAWN: frozenset(),
}
