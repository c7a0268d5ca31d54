"""What stands on one's own invoices, changed on the record."""

from dataclasses import replace

import pytest

from handsel.kernel.characters import BidiControlsRefused
from handsel.money.invoices.letterheads import InvoiceHeader, change_letterhead
from handsel.money.invoices.models import Letterhead
from handsel.record.actions import Actor
from handsel.record.models import Chain, Entry

HEAD = InvoiceHeader("1 Fjord\n0150 Oslo", "NO 1", "MVA", 25_000)


def test_it_is_made_and_changed_on_ones_own_chain(ben):
    for head in (HEAD, InvoiceHeader("2 Fjord", "NO 1", "", 0)):
        change_letterhead(Actor(ben.pk), ben, head)
    kept = Letterhead.objects.get()
    assert (kept.party, kept.address, kept.tax_millipercent) == (ben.party, "2 Fjord", 0)
    chain = Chain.objects.get(subject=ben.pk)
    assert [entry.facts["address"] for entry in chain.entries.order_by("number")] == [
        "1 Fjord\n0150 Oslo",
        "2 Fjord",
    ]


@pytest.mark.parametrize(
    "turned", [{"address": "1 \u202edrojF"}, {"tax_number": "\u2066"}, {"tax_name": "\u202d"}]
)
def test_what_is_read_in_another_order_than_it_is_kept_is_refused(ben, turned):
    with pytest.raises(BidiControlsRefused):
        change_letterhead(Actor(ben.pk), ben, replace(HEAD, **turned))
    assert not Letterhead.objects.exists()


def test_asked_twice_it_is_one_entry(ben):
    by = Actor(ben.pk)
    assert change_letterhead(by, ben, HEAD) == change_letterhead(by, ben, HEAD)
    assert Entry.objects.count() == 1
