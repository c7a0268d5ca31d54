"""The buttons of Billing & Invoices, pressed over HTTP: each does its act and says so, or says why not."""

import re
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from handsel.kernel.money import Money
from handsel.money.ledger.accounts import account_of, balance_of
from handsel.money.ledger.models import AccountKind
from handsel.money.rails import deposits
from handsel.money.rails.debts import owed_by
from handsel.money.rails.models import Deposit
from handsel.money.rails.sandbox.scenarios import Outcome, SandboxScenario
from handsel.people.models import Person
from handsel.policy.publishing import publish
from handsel.policy.rules import FeePayer, Rules
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.web.jobs import deposit_missing
from handsel.work.milestones.models import Milestone, MoneyRequest, RefundRequest, SplitProposal
from tests import factories
from tests.factories import usd
from tests.made_once import made_once
from tests.time_travel import let_pass
from tests.web.scenario import World, post_form, signed_in, world_of

COVERS = ("handsel.web.billing.views", "handsel.web.billing.dialogs")
pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def world(ada: Person, ben: Person) -> World:
    return world_of(ada, ben)


def open_dialog(answer: Any, name: str) -> str:
    """The dialog that stands open on a page; the only one that is no popover."""
    dialogs = re.findall(
        r'<div id="([^"]*)" class="lightbox small"([^>]*)>(.*?)</form>', answer.content.decode(), re.S
    )
    (shown,) = [(key, content) for key, attributes, content in dialogs if "popover" not in attributes]
    assert shown[0] == name
    return str(shown[1])


def reload(row: Milestone) -> Milestone:
    return Milestone.objects.select_related("job", "holding").get(pk=row.pk)


def test_funding_from_the_wallet_moves_what_the_button_said(ada: Person, ben: Person) -> None:
    job = factories.bound(ada, ben, 100)
    factories.rich(ada, 100)
    page = signed_in(ada).get(reverse("job-billing", args=[job.pk])).content.decode()
    assert "Fund $100.00" in page
    answer = post_form(ada, "fund", job.pk, milestone=factories.first(job).pk, expected="100.00")
    assert "$100.00 is in escrow." in answer.content.decode()
    assert factories.first(job).stage == "funded"


def test_what_is_missing_is_added_and_funded_in_one_go(ada: Person, ben: Person) -> None:
    job = factories.bound(ada, ben, 100)
    factories.rich(ada, 30)
    post_form(ada, "fund", job.pk, milestone=factories.first(job).pk, expected="100.00", add="1")
    assert factories.first(job).held == usd(100)
    assert balance_of(account_of(ada.party, AccountKind.WALLET, "USD")) == usd(0)


def test_what_is_added_and_funded_twice_by_one_form_is_once(ada: Person, ben: Person) -> None:
    job = factories.bound(ada, ben, 100)
    factories.rich(ada, 30)
    key = "7d0f1f0e-3c1b-4a44-9a55-6c1d4a7f0b02"
    for _ in range(2):
        answer = post_form(
            ada, "fund", job.pk, milestone=factories.first(job).pk, expected="100.00", add="1", key=key
        )
        assert "$100.00 is in escrow." in answer.content.decode()
    assert factories.first(job).held == usd(100)
    assert balance_of(account_of(ada.party, AccountKind.WALLET, "USD")) == usd(0)


def wallet(person: Person) -> Money:
    return balance_of(account_of(person.party, AccountKind.WALLET, "USD"))


@pytest.mark.parametrize(
    ("who", "expected", "status"), [("ada", "100.00", 409), ("ada", "170.00", 409), ("ben", "100.00", 404)]
)
def test_nothing_is_added_where_the_funding_is_refused(
    who: str, expected: str, status: int, ada: Person, ben: Person
) -> None:
    job = factories.bound(ada, ben, 100)
    if expected == "100.00" and who == "ada":
        factories.rich(ada, 100)
        factories.fund_all(ada, job)
    person = {"ada": ada, "ben": ben}[who]
    answer = post_form(person, "fund", job.pk, milestone=factories.first(job).pk, expected=expected, add="1")
    assert answer.status_code == status
    assert wallet(person) == usd(0)


def test_who_owes_the_house_adds_nothing_by_funding(frozen_clock: Any, ada: Person, ben: Person) -> None:
    job = factories.bound(ada, ben, 100, 50)
    returned = SandboxScenario(outcome=Outcome.RETURNS).options
    deposits.request_deposit(Actor(ada.pk), ada, usd(50), options=returned)
    first, second = job.milestones.order_by("position")
    post_form(ada, "fund", job.pk, milestone=second.pk, expected="50.00")
    let_pass(frozen_clock, hours=1)
    answer = post_form(ada, "fund", job.pk, milestone=first.pk, expected="100.00", add="1")
    assert "The amount you owe is repaid first; then you can fund" in answer.content.decode()
    assert (wallet(ada), owed_by(ada.party, "USD")) == (usd(0), usd(50))


def test_what_was_added_before_another_tab_funded_is_told(
    monkeypatch: pytest.MonkeyPatch, ada: Person, ben: Person
) -> None:
    job = factories.bound(ada, ben, 100)

    def deposited(*args: Any) -> Deposit:
        deposit = deposits.request_deposit(*args)
        factories.fund_all(ada, job)
        factories.rich(ada, 100)
        return deposit

    monkeypatch.setattr(deposit_missing, "deposits", SimpleNamespace(request_deposit=deposited))
    answer = post_form(ada, "fund", job.pk, milestone=factories.first(job).pk, expected="100.00", add="1")
    assert "The $100.00 you added is in your wallet." in answer.content.decode()
    assert (factories.first(job).held, wallet(ada)) == (usd(100), usd(100))


def test_what_is_added_and_still_on_its_way_funds_nothing(settings: Any, ada: Person, ben: Person) -> None:
    job = factories.bound(ada, ben, 100)
    settings.RAIL, settings.RAILS = "posted", {"posted": "tests.money.rails.posted_rail.PostedRail"}
    answer = post_form(ada, "fund", job.pk, milestone=factories.first(job).pk, expected="100.00", add="1")
    assert answer.status_code == 409
    assert "$100.00 is on its way to your wallet." in answer.content.decode()
    assert "Nothing was funded." in answer.content.decode()
    assert (Deposit.objects.get().state, factories.first(job).held) == ("pending", usd(0))


def test_a_milestone_that_cannot_be_is_not_funded(ada: Person, ben: Person) -> None:
    job = factories.bound(ada, ben, 100)
    assert post_form(ada, "fund", job.pk, milestone="9" * 18, expected="100.00").status_code == 404


def test_funding_without_money_says_so_and_moves_nothing(ada: Person, ben: Person) -> None:
    job = factories.bound(ada, ben, 100)
    answer = post_form(ada, "fund", job.pk, milestone=factories.first(job).pk, expected="100.00")
    assert answer.status_code == 409
    assert factories.first(job).stage == "planned"


def test_an_amount_that_changed_is_not_funded(ada: Person, ben: Person) -> None:
    job = factories.bound(ada, ben, 100)
    factories.rich(ada, 500)
    answer = post_form(ada, "fund", job.pk, milestone=factories.first(job).pk, expected="90.00")
    assert "has changed since you looked" in answer.content.decode()


def test_the_largest_amounts_are_funded_together_and_no_larger_one_is_written(
    ada: Person, ben: Person, olga: Person
) -> None:
    publish(Actor(olga.pk), "dear", Rules(fee_basis_points=500, fee_payer=FeePayer.CLIENT))
    job = factories.bound(ada, ben, *[10**12] * 50, policy="dear")
    page = signed_in(ada).get(reverse("job-billing", args=[job.pk])).content.decode()
    assert "Fund all that is left, $52,500,000,000,000.00" in page
    rows = [row.pk for row in job.milestones.all()]
    answer = post_form(ada, "fund", job.pk, milestone=rows, expected="52,500,000,000,000.00", add="1")
    assert "$52,500,000,000,000.00 is in escrow." in answer.content.decode()
    refused = post_form(ada, "release", rows[0], amount="1,000,000,000,000.01")
    assert "Enter at most $1,000,000,000,000.00." in refused.content.decode()


def test_a_part_is_released_and_the_rest_shown_as_held(world: World, ada: Person) -> None:
    answer = post_form(ada, "release", world.delivered.pk, amount="40.00")
    assert "$40.00 released to Ben." in answer.content.decode()
    assert "$50.00 still in escrow" in answer.content.decode()


@pytest.mark.parametrize(
    ("amount", "error"),
    [
        ("", "This field is required."),
        ("ten", "Enter an amount, such as 2,250.00."),
        ("-1", "Enter an amount above zero."),
        ("0", "Enter an amount above zero."),
        ("999.00", "Enter at most $90.00."),
    ],
)
def test_a_wrong_amount_comes_back_in_its_dialog(amount: str, error: str, world: World, ada: Person) -> None:
    answer = post_form(ada, "release", world.delivered.pk, amount=amount)
    assert answer.status_code == 422
    dialog = open_dialog(answer, f"release-{world.delivered.pk}")
    assert error in dialog
    assert f'value="{amount}"' in dialog or not amount
    assert f'href="{reverse("job-billing", args=[world.job.pk])}"' in dialog
    assert reload(world.delivered).held == usd(90)


def test_the_address_of_a_dialog_says_what_it_is_when_it_is_opened(world: World, ada: Person) -> None:
    answer = signed_in(ada).get(reverse("release", args=[world.delivered.pk]))
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "There is no page at this address." in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "name", "dialog"),
    [("ada", "refund-request", "ask"), ("ben", "refund", "refund"), ("ben", "split", "split")],
)
def test_every_dialog_keeps_what_was_typed(
    who: str, name: str, dialog: str, ada: Person, ben: Person
) -> None:
    milestone = factories.first(factories.funded(ada, ben, 100))
    person = {"ada": ada, "ben": ben}[who]
    answer = post_form(person, name, milestone.pk, amount="a hundred", reason="As we said.")
    shown = open_dialog(answer, f"{dialog}-{milestone.pk}")
    assert "Enter an amount, such as 2,250.00." in shown
    assert 'value="a hundred"' in shown
    assert ("As we said." in shown) is (dialog != "refund")
    assert MoneyRequest.objects.count() == 0


def test_what_is_wrong_in_a_dialog_that_is_not_open_to_one_is_refused(world: World, ben: Person) -> None:
    answer = post_form(ben, "release", world.delivered.pk, amount="ten")
    assert answer.status_code == 409
    assert "no money moved" in answer.content.decode()


@pytest.mark.parametrize("kind", ["refund", "split"])
def test_a_refusal_without_words_comes_back(kind: str, world: World, ben: Person) -> None:
    money_request = {"refund": world.refund, "split": world.split}[kind]
    answer = post_form(ben, f"{kind}-answer", money_request.pk, "refusal", reason="No. \u202e")
    assert answer.status_code == 422
    assert f'id="refusal-{money_request.pk}-reason_error"' in answer.content.decode()
    assert MoneyRequest.objects.get(pk=money_request.pk).state == "open"


def test_a_release_sent_twice_answers_twice(world: World, ada: Person) -> None:
    key = str(uuid4())
    for _ in range(2):
        answer = post_form(ada, "release", world.delivered.pk, amount="60.00", key=key)
        assert "$60.00 released to Ben." in answer.content.decode()
    assert reload(world.delivered).held == usd(30)


def test_changes_are_asked_for_with_a_reason(world: World, ada: Person) -> None:
    for reason in (" ", "\u200b", "Fine \u202e."):
        assert post_form(ada, "changes", world.delivered.pk, reason=reason).status_code == 422
    post_form(ada, "changes", world.delivered.pk, reason="Blurred.")
    assert reload(world.delivered).percent == 99


def test_a_reason_is_kept_whole_or_refused(world: World, ada: Person) -> None:
    refused = post_form(ada, "changes", world.delivered.pk, reason="a" * 2001)
    assert "Ensure this value has at most 2000 characters (it has 2001)." in refused.content.decode()
    assert "a" * 2001 in refused.content.decode()
    post_form(ada, "changes", world.delivered.pk, reason="a\r\n" * 998 + "end")
    assert Entry.objects.get(kind="milestone.changes_asked").facts["reason"].endswith("\nend")


def test_the_freelancer_returns_a_part(world: World, ben: Person) -> None:
    post_form(ben, "refund", world.funded.pk, amount="50.00")
    assert reload(world.funded).held == usd(150)


@pytest.mark.parametrize(
    ("who", "answer", "state", "held"),
    [
        ("ben", "grant", "granted", 180),
        ("ben", "refusal", "refused", 200),
        ("ada", "withdrawal", "withdrawn", 200),
    ],
)
def test_a_refund_request_is_answered(
    who: str, answer: str, state: str, held: int, world: World, ada: Person, ben: Person
) -> None:
    post_form({"ada": ada, "ben": ben}[who], "refund-answer", world.refund.pk, answer, reason="As agreed.")
    assert RefundRequest.objects.get(pk=world.refund.pk).state == state
    assert reload(world.funded).held == usd(held)


@pytest.mark.parametrize(
    ("who", "answer", "state"),
    [("ben", "acceptance", "granted"), ("ben", "refusal", "refused"), ("ada", "withdrawal", "withdrawn")],
)
def test_a_split_is_answered(
    who: str, answer: str, state: str, world: World, ada: Person, ben: Person
) -> None:
    post_form({"ada": ada, "ben": ben}[who], "split-answer", world.split.pk, answer, reason="No.")
    assert SplitProposal.objects.get(pk=world.split.pk).state == state
    assert reload(world.delivered).held == (usd(0) if state == "granted" else usd(90))


def test_asking_and_proposing_show_what_waits_for_an_answer(ada: Person, ben: Person) -> None:
    job = factories.funded(ada, ben, 100, 200)
    post_form(ada, "refund-request", factories.first(job).pk, amount="20.00", reason="Less.")
    answer = post_form(ben, "split", factories.first(job).pk, amount="70.00", reason="Fair.")
    page = answer.content.decode()
    assert "Refund of $20.00 requested for milestone 1" in page
    assert "Split proposed for milestone 1" in page
    assert MoneyRequest.objects.filter(state="open").count() == 2


def test_what_is_funded_is_told_without_what_was_returned(ada: Person, ben: Person) -> None:
    job = factories.funded(ada, ben, 100)
    page = post_form(ben, "refund", factories.first(job).pk, amount="30.00").content.decode()
    assert "$70.00 funded" in page


def test_a_closed_job_offers_nothing_that_cannot_be_done(ada: Person, ben: Person) -> None:
    row = factories.delivered(ada, ben, 100)
    address = reverse("job-billing", args=[row.job_id])
    assert "Propose a split." in signed_in(ada).get(address).content.decode()
    factories.released(ada, row)
    page = signed_in(ada).get(address).content.decode()
    assert "Nothing is in escrow." in page
    assert "Propose a split." not in page
