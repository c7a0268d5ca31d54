"""`handsel reconcile`: the statement of each rail against the site's books."""

from django.conf import settings

from handsel.kernel import clock
from handsel.money.rails.reconciliation import Discrepancy, reconcile


def main() -> int:
    """Print every difference; 1 if there is one."""
    count = 0
    for rail in settings.RAILS:
        differences = list(reconcile(rail, clock.now()))
        count += len(differences)
        for difference in differences:
            print(_sentence(difference))
        if not differences:
            print(f"{rail}: the statement and the books agree.")
    return int(count > 0)


def _sentence(difference: Discrepancy) -> str:
    """What differs: on one transfer, or in the account of a currency."""
    subject = f"transfer {difference.transfer}" if difference.transfer else "the account"
    booked, stated = _amounts(difference.booked), _amounts(difference.stated)
    return f"{difference.rail}: {subject} in {difference.currency}: booked {booked}, stated {stated}."


def _amounts(amounts: tuple[int, ...]) -> str:
    return " and ".join(f"{amount:,}" for amount in amounts) or "nothing"
