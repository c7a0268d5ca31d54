"""The wallet, the earnings, invoices and one's own record over HTTP."""

import re
import sys
from typing import Any

import pytest
from django.urls import reverse

from handsel.kernel import clock
from handsel.kernel.money import Money
from handsel.money.invoices.models import Invoice, Letterhead
from handsel.money.ledger.accounts import account_of, balance_of
from handsel.money.ledger.models import AccountKind
from handsel.money.rails import deposits
from handsel.money.rails.models import Deposit, Payout
from handsel.people.models import Person
from handsel.policy.publishing import publish
from handsel.policy.rules import FeePayer, Rules
from handsel.record.actions import Actor
from handsel.web.base import pdf
from tests import factories
from tests.conftest import FrozenClock
from tests.factories import usd
from tests.web.scenario import signed_in, work_all

COVERS = (
    "handsel.web.money.views",
    "handsel.web.money.forms",
    "handsel.web.base.pdf",
    "handsel.web.money.invoice_pdf",
)


@pytest.fixture(autouse=True)
def _frozen(frozen_clock: FrozenClock) -> FrozenClock:
    return frozen_clock


def send(person: Person, name: str, *args: Any, query: str = "", **form: Any) -> Any:
    return signed_in(person).post(reverse(name, args=args) + query, form, follow=True)


def wallet(person: Person) -> Any:
    return balance_of(account_of(person.party, AccountKind.WALLET, "USD"))


def test_a_card_settles_at_once(ada: Person) -> None:
    page = send(ada, "wallet", amount="700.00", method="card", speed="2 business days", outcome="settles")
    assert "$700.00 is in your wallet." in page.content.decode()
    assert wallet(ada) == usd(700)


def test_a_transfer_takes_its_time(ada: Person, frozen_clock: FrozenClock) -> None:
    page = send(ada, "wallet", amount="700.00", method="bank", speed="2 business days", outcome="settles")
    assert "On its way" in page.content.decode()
    assert wallet(ada) == usd(0)
    frozen_clock.passes(days=3)
    work_all()
    assert wallet(ada) == usd(700)


def test_a_refused_card_says_that_no_money_moved_and_keeps_what_was_typed(ada: Person) -> None:
    answer = send(ada, "wallet", amount="700.00", method="card", speed="at once", outcome="fails")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "The bank declined $700.00. No money moved." in page
    assert "Please fix" not in page
    assert 'name="amount" value="700.00"' in page
    assert Deposit.objects.get().state == "failed"


@pytest.mark.parametrize(
    "changes", [{"amount": "0"}, {"amount": "x"}, {"method": "cash"}, {"outcome": "well"}]
)
def test_a_wrong_deposit_is_not_asked_for(changes: dict[str, str], ada: Person) -> None:
    form = {"amount": "10.00", "method": "card", "speed": "at once", "outcome": "settles", **changes}
    assert send(ada, "wallet", **form).status_code == 422
    assert not Deposit.objects.exists()


@pytest.mark.parametrize(
    ("currency", "most", "above"),
    [("USD", "1,000,000.00", "1,000,000.01"), ("JPY", "100,000,000", "99,999,999,999,999")],
)
def test_a_deposit_above_the_limit_is_taken_for_a_slip(
    currency: str, most: str, above: str, ada: Person
) -> None:
    form = {"method": "card", "speed": "at once", "outcome": "settles"}
    refused = send(ada, "wallet", query=f"?currency={currency}", amount=above, **form)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert re.search(rf"One deposit can be at most .{most}\. No money moved\. Check the amount", page)
    assert f'value="{above}"' in page
    assert not Deposit.objects.exists()
    assert send(ada, "wallet", query=f"?currency={currency}", amount=most, **form).status_code == 200
    assert Deposit.objects.get().state == "settled"


def test_a_returned_deposit_is_owed_and_repaid_from_the_wallet(
    ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    send(ada, "wallet", amount="100.00", method="bank", speed="a minute", outcome="returns")
    frozen_clock.passes(minutes=1)
    work_all()
    job = factories.bound(ada, ben, 100)
    factories.fund_all(ada, job)
    frozen_clock.passes(minutes=2)
    work_all()
    page = signed_in(ada).get(reverse("wallet")).content.decode()
    assert "Owed to Handsel" in page
    assert send(ada, "repayment").status_code == 409
    send(ada, "wallet", amount="150.00", method="card", speed="at once", outcome="settles")
    assert wallet(ada) == usd(50)


def test_earnings_are_withdrawn_and_come_back_when_the_bank_refuses(ada: Person, ben: Person) -> None:
    factories.released(ada, factories.delivered(ada, ben, 100))
    send(ben, "withdrawal-of-money", "earnings", amount="60.00", speed="at once", outcome="fails")
    assert balance_of(account_of(ben.party, AccountKind.EARNINGS, "USD")) == usd(40)
    work_all()
    page = signed_in(ben).get(reverse("earnings")).content.decode()
    assert "Failed" in page
    assert balance_of(account_of(ben.party, AccountKind.EARNINGS, "USD")) == usd(100)


@pytest.mark.parametrize("page", ["wallet", "earnings"])
def test_withdrawing_is_confirmed_in_a_dialog_that_has_all_there_is(
    ada: Person, ben: Person, page: str
) -> None:
    factories.released(ada, factories.delivered(ada, ben, 100))
    text = signed_in(ada if page == "wallet" else ben).get(reverse(page)).content.decode()
    dialog = text[text.index('id="withdraw"') :].partition("</dialog>")[0]
    all_there_is = "99,900.00" if page == "wallet" else "100.00"
    assert all(words in dialog for words in (f'value="{all_there_is}"', "Withdraw to your bank?", "Cancel"))
    assert text.count(f'value="{all_there_is}"') == 1


def test_more_than_there_is_cannot_be_withdrawn(ada: Person) -> None:
    factories.rich(ada, 50)
    answer = send(ada, "withdrawal-of-money", "wallet", amount="60.00", speed="a minute", outcome="fails")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "You have $50.00 in your wallet. Withdraw that or less." in page
    assert 'value="60.00"' in page
    assert '<option value="a minute" selected>' in page
    assert '<option value="fails" selected>' in page
    assert not Payout.objects.exists()
    wrong = send(ada, "withdrawal-of-money", "wallet", amount="", speed="at once", outcome="settles")
    assert wrong.status_code == 422
    assert send(ada, "withdrawal-of-money", "fees", amount="1.00").status_code == 404


def test_what_was_spent_meanwhile_is_said_at_the_field_too(ada: Person, ben: Person) -> None:
    factories.released(ada, factories.delivered(ada, ben, 100))
    for amount, status in (("100.00", 200), ("40.00", 422)):
        answer = send(
            ben, "withdrawal-of-money", "earnings", amount=amount, speed="a minute", outcome="settles"
        )
        assert answer.status_code == status
    page = answer.content.decode()
    assert "You have $0.00 in your earnings. Withdraw that or less." in page
    assert 'value="40.00"' in page
    assert Payout.objects.count() == 1


def test_every_line_of_the_history_leads_to_its_act(ada: Person, ben: Person) -> None:
    factories.released(ada, factories.delivered(ada, ben, 100))
    page = signed_in(ada).get(reverse("wallet")).content.decode()
    job = Invoice.objects.get().job_number
    assert f'href="/jobs/{job}/?at=3#r3"' in page
    assert f'href="{reverse("my-record")}?at=2#r2"' in page


def test_a_record_is_called_by_job_and_number(ada: Person, ben: Person) -> None:
    factories.released(ada, factories.delivered(ada, ben, 100))
    page, job = signed_in(ada).get(reverse("wallet")).content.decode(), Invoice.objects.get().job_number
    assert f"</svg>Job {job}, entry 3</a>" in page
    assert "</svg>Account, entry 2</a>" in page
    assert "№" not in page.partition("<main")[2]


def test_a_deposit_on_its_way_or_failed_stands_in_the_one_history(
    ada: Person, frozen_clock: FrozenClock
) -> None:
    send(ada, "wallet", amount="5.00", method="bank", speed="2 business days", outcome="settles")
    page = signed_in(ada).get(reverse("wallet")).content.decode()
    assert page.count("$5.00") == 1
    assert "On its way" in page
    frozen_clock.passes(minutes=1)
    send(ada, "wallet", amount="6.00", method="card", speed="at once", outcome="fails")
    frozen_clock.passes(minutes=1)
    send(ada, "wallet", amount="7.00", method="card", speed="at once", outcome="settles")
    history = signed_in(ada).get(reverse("wallet")).content.decode().partition('id="history"')[2]
    places = [history.index(amount) for amount in ("$7.00", "$6.00", "No money moved.", "$5.00")]
    assert places[0] < places[1]
    assert max(places) == places[3]
    assert history.count("<table") == 2


def test_a_withdrawal_says_in_its_line_how_far_it_is(
    ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    factories.released(ada, factories.delivered(ada, ben, 100))
    send(ben, "withdrawal-of-money", "earnings", amount="60.00", speed="a minute", outcome="settles")
    assert "On its way" in signed_in(ben).get(reverse("earnings")).content.decode()
    frozen_clock.passes(minutes=2)
    work_all()
    page = signed_in(ben).get(reverse("earnings")).content.decode()
    assert page.index("Withdrawn") < page.index("Arrived")
    now = clock.now()
    address = reverse("statement", args=["earnings", "USD", now.year, now.month])
    assert "Arrived" in signed_in(ben).get(address).content.decode()


def test_a_returned_deposit_gives_the_reason(ada: Person, frozen_clock: FrozenClock) -> None:
    send(ada, "wallet", amount="100.00", method="bank", speed="a minute", outcome="returns")
    for _ in range(2):
        frozen_clock.passes(minutes=2)
        work_all()
    page = signed_in(ada).get(reverse("wallet")).content.decode()
    assert "Deposit returned by the bank" in page
    assert Deposit.objects.get().reason
    assert Deposit.objects.get().reason in page


@pytest.mark.parametrize(("deposits", "words"), [(1, " 1 transaction\n"), (2, " 2 transactions\n")])
def test_the_history_counts_its_lines(deposits: int, words: str, ada: Person) -> None:
    for _ in range(deposits):
        send(ada, "wallet", amount="70.00", method="card", speed="2 business days", outcome="settles")
    page = signed_in(ada).get(reverse("wallet")).content.decode()
    assert words in page
    assert "of 1," not in page


def test_a_deposit_that_failed_is_a_line_that_counts(ada: Person) -> None:
    for outcome in ("settles", "fails"):
        send(ada, "wallet", amount="70.00", method="card", speed="2 business days", outcome=outcome)
    assert " 2 transactions\n" in signed_in(ada).get(reverse("wallet")).content.decode()


def test_an_invoice_carries_what_its_issuer_prints(ada: Person, ben: Person) -> None:
    head = {"address": "14 Harbour Street\nLagos", "tax_number": "TIN 1", "tax_name": "VAT", "percent": "25"}
    send(ben, "letterhead", **head)
    factories.released(ada, factories.delivered(ada, ben, 100))
    invoice = Invoice.objects.get()
    page = signed_in(ada).get(reverse("invoice", args=[invoice.pk])).content.decode()
    assert "Harbour Street" in page
    assert "$20.00" in page
    assert Letterhead.objects.get().tax_millipercent == 25_000
    for wrong in ({"percent": "99"}, {"percent": "NaN"}, {"address": "Street\n" * 100}):
        assert send(ben, "letterhead", **wrong).status_code == 422


def test_an_invoice_is_a_pdf_where_the_machine_can(ada: Person, ben: Person) -> None:
    factories.released(ada, factories.delivered(ada, ben, 100))
    answer = signed_in(ben).get(reverse("invoice-pdf", args=[Invoice.objects.get().pk]))
    assert answer.content.startswith(b"%PDF")
    assert "invoice-" in answer["Content-Disposition"]


def test_an_invoice_is_made_once(ada: Person, ben: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def render(html: str, who: str) -> bytes:
        made.append(who)
        return b"%PDF of it"

    monkeypatch.setattr(pdf, "render_pdf", render)
    factories.released(ada, factories.delivered(ada, ben, 100))
    address = reverse("invoice-pdf", args=[Invoice.objects.get().pk])
    for person in (ben, ada, ben):
        assert signed_in(person).get(address).content == b"%PDF of it"
    assert made == [str(ben.pk)]


def test_a_machine_that_cannot_print_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(pdf.PrinterMissing, match="PDFs are not available"):
        pdf.render_pdf("<p>An invoice</p>")


def test_ones_own_record_shows_deposits(ada: Person) -> None:
    factories.rich(ada, 50)
    assert "Deposit of $50.00 is in your wallet" in signed_in(ada).get(reverse("my-record")).content.decode()


def test_ones_own_record_says_the_day(ada: Person) -> None:
    factories.rich(ada, 50)
    assert '<li class="day">' in signed_in(ada).get(reverse("my-record")).content.decode()


def test_the_fee_is_said_before_a_milestone_is_funded_and_on_its_invoice(
    ada: Person, ben: Person, olga: Person
) -> None:
    publish(Actor(olga.pk), "dear", Rules(fee_basis_points=500))
    job = factories.bound(ada, ben, 100, policy="dear")
    coming = signed_in(ben).get(reverse("money")).content.decode()
    assert "$5.00" in coming
    assert "$95.00" in coming
    factories.rich(ada)
    factories.fund_all(ada, job)
    factories.released(ada, factories.first(job))
    assert "Handsel fee, Milestone 1" in signed_in(ben).get(reverse("money")).content.decode()


def test_what_is_held_is_summed_with_its_fee_and_what_reaches_the_freelancer(
    ada: Person, ben: Person, olga: Person
) -> None:
    publish(Actor(olga.pk), "dear", Rules(fee_basis_points=500))
    factories.funded(ada, ben, 100, 300, policy="dear")
    factories.bound(ada, ben, 700, policy="dear")
    page = signed_in(ben).get(reverse("money")).content.decode()
    total = page[page.index("<tfoot>") : page.index("</tfoot>")]
    assert all(sum in total for sum in ("$400.00", "−$20.00", "$380.00"))
    assert "<b>$95.00</b>" in page
    assert "Expected payments" in page
    assert "Expected payments" not in signed_in(ada).get(reverse("money")).content.decode()


def test_a_fee_on_top_is_not_taken_off_what_reaches_the_freelancer(
    ada: Person, ben: Person, olga: Person
) -> None:
    publish(Actor(olga.pk), "dear", Rules(fee_basis_points=500))
    publish(Actor(olga.pk), "polite", Rules(fee_basis_points=300, fee_payer=FeePayer.CLIENT))
    factories.funded(ada, ben, 100, policy="dear")
    factories.funded(ada, ben, 200, policy="polite")
    page = signed_in(ben).get(reverse("money")).content.decode()
    total = page[page.index("<tfoot>") : page.index("</tfoot>")]
    assert all(sum in total for sum in ("$300.00", "−$5.00", "$6.00", "$295.00"))
    assert "On top, by the client" in page


def test_what_is_held_in_two_currencies_is_not_summed(ada: Person, ben: Person) -> None:
    factories.funded(ada, ben, 100)
    euros = factories.bound(ada, ben, 100, currency="EUR")
    deposits.request_deposit(Actor(ada.pk), ada, Money(10_000, "EUR"))
    factories.fund_all(ada, euros)
    page = signed_in(ben).get(reverse("money")).content.decode()
    assert "<tfoot>" not in page


def test_what_can_be_withdrawn_is_on_the_button(ada: Person, ben: Person) -> None:
    factories.released(ada, factories.delivered(ada, ben, 100))
    assert "Withdraw $100.00" in signed_in(ben).get(reverse("money")).content.decode()


@pytest.mark.parametrize("page", ["wallet", "earnings"])
def test_a_currency_that_is_none_is_not_taken_for_dollars(ada: Person, page: str) -> None:
    address = reverse(page, query={"currency": "XXX"})
    assert signed_in(ada).get(address).status_code == 404
    assert signed_in(ada).get(reverse(page, query={"currency": ""})).status_code == 200


def test_withdrawing_where_there_never_was_money_is_refused_and_the_page_stands(ada: Person) -> None:
    address = reverse("withdrawal-of-money", args=["wallet"]) + "?currency=CHF"
    refused = signed_in(ada).post(address, {"amount": "1", "speed": "at once", "outcome": "settles"})
    assert refused.status_code == 422
    assert "You have CHF 0.00 in your wallet" in refused.content.decode().replace("\xa0", " ")
    assert signed_in(ada).get(reverse("wallet") + "?currency=CHF").status_code == 200


def test_an_empty_side_says_what_will_be_there_instead_of_zeros(ada: Person, ben: Person) -> None:
    for person, name, words in ((ada, "wallet", "No money here yet."), (ben, "earnings", "No payments yet.")):
        for page in ("money", name):
            shown = signed_in(person).get(reverse(page)).content.decode().partition("<main")[2]
            assert words in shown
            assert "0.00" not in shown.partition("</section>")[0]
