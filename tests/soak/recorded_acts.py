"""Print what acts are in a house, and what they did; `python -m tests.soak.recorded_acts`."""

import json
import sys
from collections import Counter


def main() -> None:
    """Each act by its key, each message by its words, and the money that releases and fundings moved."""
    import django

    django.setup()

    from handsel.money.invoices.models import Invoice
    from handsel.money.ledger.models import Account, AccountKind
    from handsel.people.models import Person
    from handsel.record.models import Entry
    from handsel.work.milestones.models import Milestone

    texts = Entry.objects.filter(kind="message.posted").values_list("content__text", flat=True)
    ben = Person.objects.get(email="ben@example.org")
    earned = Account.objects.get(owner=ben.party, kind=AccountKind.EARNINGS)
    facts = {
        "keys": Counter(str(key) for key in Entry.objects.values_list("key", flat=True)),
        "words": Counter(json.loads(text)["words"] for text in texts),
        "invoices": Invoice.objects.count(),
        "earned": earned.balance,
        "funded": [row.pk for row in Milestone.objects.select_related("holding", "job") if row.held.minor],
    }
    sys.stdout.write(json.dumps(facts))


if __name__ == "__main__":
    main()
