"""What pages say of the protection of a block, and of what would protect the next one."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from handsel.work.hours.protection import BlockVerdict, ShotFault, Unprotected

REASONS: dict[Unprotected, str] = {
    Unprotected.BY_HAND: gettext_noop("manual time"),
    Unprotected.NOT_READY: gettext_noop("no money was in escrow for it"),
    Unprotected.WORK_VIEW_OFF: gettext_noop("Work View was off"),
    Unprotected.SHOT_MISSING: gettext_noop("a screenshot is missing"),
    Unprotected.NO_INPUT: gettext_noop("no input for more than 30 minutes"),
}
"""Why a block is not protected."""
SHOT_FAULTS: dict[ShotFault, str] = {
    ShotFault.ABSENT: gettext_noop("its screenshot has not arrived"),
    ShotFault.DELETED: gettext_noop("its screenshot was deleted"),
    ShotFault.NOT_WHEN_DUE: gettext_noop("no screenshot at the moment drawn for it"),
    ShotFault.NO_MOMENT: gettext_noop("the moment of its screenshot cannot be checked"),
    ShotFault.BACKDATED: gettext_noop("the device recorded it too late"),
}
"""Why it lacks its screenshot."""


def protection_text(verdict: BlockVerdict, cause: str = "") -> str:
    """Whether a block is protected, and if not, why; `cause` is what is known of it beyond its verdict.

    Time without input that was kept is named too, for the client to see.
    """
    words = _protection(verdict, cause)
    if verdict.has_kept_time and verdict.reason is not Unprotected.NO_INPUT:
        return _("{protection}, no input for part of it").format(protection=words)
    return words


def _protection(verdict: BlockVerdict, cause: str) -> str:
    if verdict.reason is None:
        return _("protected")
    reason = cause or _(SHOT_FAULTS[verdict.shot_fault] if verdict.shot_fault else REASONS[verdict.reason])
    if verdict.is_awaited:
        return _("not yet decided: {reason}").format(reason=reason)
    words = _("not protected: {reason}") if verdict.is_billed else _("not billed: {reason}")
    return words.format(reason=reason)
