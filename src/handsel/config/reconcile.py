"""`handsel reconcile`: the statement of each rail against the site's books."""

from django.conf import settings

from handsel.kernel import clock
from handsel.money.rails.reconciliation import reconcile


def main() -> int:
    """Print every difference; 1 if there is one."""
    count = 0
    for rail in settings.RAILS:
        differences = list(reconcile(rail, clock.now()))
        count += len(differences)
        for difference in differences:
            print(difference)
        if not differences:
            print(f"{rail}: the statement and the books agree.")
    return int(count > 0)
