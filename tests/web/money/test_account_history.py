"""The history of the wallet and the earnings: the state of each line, and what it is narrowed to."""

import re

import pytest

from handsel.money.ledger.models import AccountKind
from handsel.money.rails.payouts import request_payout
from handsel.people.models import Person
from handsel.record.actions import Actor
from tests import factories
from tests.conftest import FrozenClock
from tests.factories import usd
from tests.web.scenario import signed_in

ROW = re.compile(r'<th scope="row"><time.*?</tr>', re.DOTALL)


@pytest.fixture(autouse=True)
def _frozen(frozen_clock: FrozenClock) -> FrozenClock:
    return frozen_clock


@pytest.fixture
def wallet_of_ada(ada: Person, ben: Person) -> Person:
    """A client who added money, funded a job and withdrew some."""
    factories.funded(ada, ben, 100)
    request_payout(Actor(ada.pk), ada, usd(5), source=AccountKind.WALLET)
    return ada


def rows(person: Person, address: str) -> list[str]:
    page = signed_in(person).get(address).content.decode()
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)) for row in ROW.findall(page)]


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("", ["Withdrawn", "Funded into escrow", "Deposit"]),
        ("?show=deposits", ["Deposit"]),
        ("?show=escrow", ["Funded into escrow"]),
        ("?show=withdrawals", ["Withdrawn"]),
        ("?show=nothing-known", ["Withdrawn", "Funded into escrow", "Deposit"]),
    ],
)
def test_the_wallet_shows_everything_or_one_sort(query: str, kinds: list[str], wallet_of_ada: Person) -> None:
    shown = [row for row in rows(wallet_of_ada, f"/money/wallet/{query}") if "entry" in row]
    labels = [
        next(kind for kind in ("Withdrawn", "Funded into escrow", "Deposit") if kind in row) for row in shown
    ]
    assert list(dict.fromkeys(labels)) == kinds


def test_each_line_has_its_state(wallet_of_ada: Person) -> None:
    page = signed_in(wallet_of_ada).get("/money/wallet/").content.decode()
    assert '<th scope="col">State</th>' in page
    states = dict.fromkeys(
        re.findall(r'data-label="State"><span><span class="state [^>]+>.*?</svg>([^<]+)', page)
    )
    assert list(states) == ["On its way", "Funded", "Settled"]


def test_a_filter_is_marked_and_leads_back(wallet_of_ada: Person) -> None:
    page = signed_in(wallet_of_ada).get("/money/wallet/?currency=USD&show=escrow").content.decode()
    assert re.search(r'href="\?currency=USD&amp;show=escrow#history"\s+aria-current="true">Escrow', page)
    assert re.search(r'href="\?currency=USD#history"\s*>Everything', page)


def test_what_has_no_line_of_a_sort_says_so(wallet_of_ada: Person, ben: Person) -> None:
    factories.rich(ben)
    page = signed_in(ben).get("/money/wallet/?show=escrow").content.decode()
    assert "No transactions of this kind." in page
