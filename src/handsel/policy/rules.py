"""The rules of a policy, and the presets (rules: policy 1)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from handsel.kernel.money import divide_half_up

BASIS = 10_000


class FeePayer(StrEnum):
    """Who pays the fee: the client on top, or the freelancer out of the payment."""

    CLIENT = "client"
    FREELANCER = "freelancer"


class DetectionMode(StrEnum):
    """What follows words about payment outside: nothing, a warning to their writer, or an operator."""

    OFF = "off"
    WARN = "warn"
    FLAG = "flag"


@dataclass(frozen=True)
class Rules:
    """The rules of a policy version. Days are calendar days, those of a review business days.

    Of a dispute, days to answer and to decide are business days; those of negotiation, and until the default
    after a late decision, are calendar days.

    The fee of an exit is in minor units of the job's currency; the notice before a removal in days.

    The outside arbiter has a name and an email address, or there is none (rules: disputes 7).

    Where a calendar of holidays is named, `publish` writes its dates into `days_off` (rules: policy 3).
    """

    award_lapse_days: int = 14
    auto_release_days: int = 14
    refund_answer_days: int = 7
    ending_days: int = 7
    review_days: int = 5
    dispute_answer_days: int = 3
    dispute_negotiation_days: int = 5
    dispute_decision_days: int = 5
    dispute_default_days: int = 10
    claim_days: int = 30
    shot_days: int = 180
    fee_basis_points: int = 0
    fee_payer: FeePayer = FeePayer.FREELANCER
    detection: DetectionMode = DetectionMode.WARN
    exit_fee: int = 0
    removal_notice: int = 0
    holiday_calendar: str = ""
    days_off: tuple[date, ...] = ()
    arbiter_name: str = ""
    arbiter_email: str = ""


def fee_of(amount: int, basis_points: int) -> int:
    """The fee on an amount in minor units, rounded half up. Fees of parts are differences of it."""
    return divide_half_up(amount * basis_points, BASIS)


DEFAULT_POLICY = "classic"
"""The policy with which forms start, and whose numbers the help shows."""

PRESETS = {
    DEFAULT_POLICY: Rules(),
    "strict-eu": Rules(holiday_calendar="TARGET", detection=DetectionMode.OFF, removal_notice=30),
    "fast": Rules(auto_release_days=3, review_days=2),
    "marketplace": Rules(fee_basis_points=1_000, detection=DetectionMode.FLAG),
}
