"""What can be reported, what an operator can decide, and the reasons that both name."""

from enum import StrEnum

from handsel.kernel.i18n import gettext_noop


class Category(StrEnum):
    """What a report says that somebody did."""

    PAYMENT_OUTSIDE = "payment outside"
    ABUSE = "abuse"
    CONDITIONAL_FEEDBACK = "conditional feedback"
    OTHER = "other"


CATEGORY_LABELS: dict[Category, str] = {
    Category.PAYMENT_OUTSIDE: gettext_noop("Asks for or offers payment outside this site"),
    Category.ABUSE: gettext_noop("Insults, threatens or harasses"),
    Category.CONDITIONAL_FEEDBACK: gettext_noop("Asks for or offers something in exchange for feedback"),
    Category.OTHER: gettext_noop("Something else"),
}
"""What each is called, where a report is made and read."""


class ConductOutcome(StrEnum):
    """What an operator decides in a case."""

    DISMISS = "dismiss"
    WARN = "warn"
    SUSPEND = "suspend"
    REMOVE = "remove"


OUTCOME_LABELS: dict[ConductOutcome, str] = {
    ConductOutcome.DISMISS: gettext_noop("Dismissed"),
    ConductOutcome.WARN: gettext_noop("Warning"),
    ConductOutcome.SUSPEND: gettext_noop("Suspension"),
    ConductOutcome.REMOVE: gettext_noop("Removal"),
}
"""What each is called on the pages of both."""


class Ground(StrEnum):
    """Why an operator decides so, beside their own words."""

    PAYMENT_OUTSIDE = "payment outside"
    ABUSE = "abuse"
    CONDITIONAL_FEEDBACK = "conditional feedback"
    RULES = "rules"
    NO_BREACH = "no breach"
    NOT_SHOWN = "not shown"


GROUND_SENTENCES: dict[Ground, str] = {
    Ground.PAYMENT_OUTSIDE: gettext_noop(
        "Asking for or offering payment outside this site breaks its rules."
    ),
    Ground.ABUSE: gettext_noop("Insults, threats and harassment break the rules of this site."),
    Ground.CONDITIONAL_FEEDBACK: gettext_noop("Money or work in exchange for feedback breaks the rules."),
    Ground.RULES: gettext_noop("It breaks the rules of this site."),
    Ground.NO_BREACH: gettext_noop("Nothing in it breaks the rules of this site."),
    Ground.NOT_SHOWN: gettext_noop("It does not show enough to decide more."),
}
"""The sentence of each, as the person reads it."""

_DISMISSING = frozenset({Ground.NO_BREACH, Ground.NOT_SHOWN})


def fits(outcome: ConductOutcome, ground: Ground) -> bool:
    """Whether a ground goes with an outcome: what is dismissed broke no rule."""
    return (outcome is ConductOutcome.DISMISS) == (ground in _DISMISSING)
