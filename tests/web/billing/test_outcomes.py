"""What the message after an act says: to whom the money went, what an answer did, and what is next."""

import pytest
from django.urls import reverse

from handsel.money.invoices.models import Invoice
from handsel.people.models import Person
from tests import factories
from tests.made_once import made_once
from tests.web.scenario import World, post_form, world_of

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def world(ada: Person, ben: Person) -> World:
    return world_of(ada, ben)


def test_a_release_leads_to_its_invoice_and_the_next_milestone(ada: Person, ben: Person) -> None:
    milestone = factories.delivered(ada, ben, 100, 200)
    page = post_form(ada, "release", milestone.pk, amount="100.00").content.decode()
    toast = page.partition('class="toast"')[2].partition("</p>")[0]
    invoice = Invoice.objects.get(kind="work")
    following = milestone.job.milestones.get(position=2)
    assert "$100.00 released to Ben." in toast
    assert f'<a href="{reverse("invoice", args=[invoice.pk])}">Invoice {invoice.label}</a>' in toast
    assert f'#milestone-{following.pk}">Next: milestone 2</a>' in toast
    assert f'<tr id="milestone-{following.pk}">' in page


def test_a_release_in_part_leads_to_no_other_milestone(world: World, ada: Person) -> None:
    page = post_form(ada, "release", world.delivered.pk, amount="40.00").content.decode()
    assert "$40.00 released to Ben." in page
    assert "Next: milestone" not in page


def test_a_name_is_text_in_the_message(ada: Person, ben: Person) -> None:
    ben.name = "<b>Ben</b>"
    ben.save()
    milestone = factories.delivered(ada, ben, 100)
    page = post_form(ada, "release", milestone.pk, amount="100.00").content.decode()
    assert "released to &lt;b&gt;Ben&lt;/b&gt;." in page


@pytest.mark.parametrize(
    ("kind", "answer", "words"),
    [
        ("refund", "grant", "$20.00 refunded to Ada."),
        ("refund", "refusal", "You declined the refund. No money moved: it stays in escrow."),
        ("split", "acceptance", "You accepted the split: $60.00 released to Ben, $30.00 refunded to Ada."),
        ("split", "refusal", "You declined the split. No money moved: it stays in escrow."),
    ],
)
def test_an_answer_says_what_it_did(kind: str, answer: str, words: str, world: World, ben: Person) -> None:
    money_request = {"refund": world.refund, "split": world.split}[kind]
    page = post_form(ben, f"{kind}-answer", money_request.pk, answer, reason="No.").content.decode()
    assert words in page


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("refund", "You withdrew your refund request. No money moved."),
        ("split", "You withdrew your split. No money moved: it stays in escrow."),
    ],
)
def test_a_withdrawal_says_that_no_money_moved(kind: str, words: str, world: World, ada: Person) -> None:
    money_request = {"refund": world.refund, "split": world.split}[kind]
    assert words in post_form(ada, f"{kind}-answer", money_request.pk, "withdrawal").content.decode()
