"""Holdings as entries state them and as the record rebuilds them."""

from handsel.money.escrow.models import Holding
from handsel.money.escrow.tables import holding_facts, holding_table, with_account
from handsel.record.replay import ChainState

MONEY = {"funded": 500, "released": 300, "refunded": 100, "frozen": 0, "fee_start": 50}
MONEY |= {"fee_basis_points": 100, "fee_payer": "client"}
NONE = dict.fromkeys(MONEY, 0) | {"fee_basis_points": None, "fee_payer": None}


def test_a_holding_is_stated_with_its_fee_and_one_that_is_not_open_without():
    assert holding_facts(Holding(**MONEY)) == MONEY
    assert holding_facts(None) == NONE


def test_the_account_is_named_after_what_was_funded():
    assert with_account(MONEY, "r1")["account"] == "holding:r1"
    assert with_account(NONE, "r1")["account"] is None


def test_only_holdings_that_were_opened_are_expected_between_the_sides_of_the_job():
    state = ChainState()
    state.row("job").update(client="ada", freelancer="ben", currency="USD")
    rows = {"r1": with_account(MONEY, "r1"), "r2": with_account(NONE, "r2")}
    table = holding_table("milestone", "ref", rows=Holding.objects.all, state=lambda _chain: rows)
    expected = table.expected(state)
    assert set(expected) == {"r1"}
    assert expected["r1"]["account_owner"] == expected["r1"]["client"] == "ada"
    assert table.name == "holding of a milestone"
