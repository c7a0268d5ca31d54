"""The movements of a person's money, for their archive."""

from collections.abc import Iterator

from django.db.models import Q

from handsel.exports.rows import facts_of
from handsel.kernel.json import Facts
from handsel.money.ledger.models import Account, Posting
from handsel.people.models import Person


def movements(person: Person) -> Iterator[Facts]:
    """Each posting from or to an account of the person; other accounts by their kind only."""
    own = Q(source__owner__person=person) | Q(target__owner__person=person)
    postings = Posting.objects.filter(own).select_related("transfer", "source__owner", "target__owner")
    for posting in postings.order_by("transfer_id", "leg").iterator(chunk_size=500):
        transfer = posting.transfer
        yield {
            **facts_of(transfer, "id", "idem_key", "digest"),
            "amount": posting.amount,
            "currency": posting.source.currency,
            "source": _account_label(posting.source, person),
            "target": _account_label(posting.target, person),
        }


def _account_label(account: Account, person: Person) -> str:
    others = account.owner is not None and account.owner.person_id != person.pk
    return account.kind if others else account.code
