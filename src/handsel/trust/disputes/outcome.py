"""How disputed money is split where nobody says so: what the freelancer gets, in minor units.

rules: disputes 2.
"""


def midpoint(first: int, second: int) -> int:
    """Half way between two amounts; the odd unit goes to whom it is paid, the freelancer."""
    return -(-(first + second) // 2)


def default_split(offers: list[int], *, otherwise: int) -> int:
    """The midpoint of the last open offer of each side, declined or not, or the one that was made.

    With none it is what is due `otherwise`: of a delivered milestone all, of hours what is protected.
    """
    if offers:
        return midpoint(offers[0], offers[-1])
    return otherwise


def meeting_point(*, payer: int, payee: int, whole: int) -> int | None:
    """Where sealed offers meet: half way if the payer's is at least the payee's; None if they do not."""
    if payer < payee:
        return None
    return min(midpoint(payer, payee), whole)
