"""The pages of a dispute: opening one, and where one stands for each side."""

import pytest
from django.urls import reverse

from handsel.web.money.balances import balances
from tests import factories
from tests.balances import earnings
from tests.factories import usd
from tests.made_once import made_once
from tests.time_travel import let_pass
from tests.trust.disputing import answered, latest, offered, opened
from tests.web.scenario import post_form, signed_in

pytestmark = pytest.mark.usefixtures("frozen_clock")

COVERS = (
    "handsel.web.disputes.acts",
    "handsel.web.disputes.decisions",
    "handsel.web.disputes.forms",
    "handsel.web.disputes.operator",
    "handsel.web.disputes.presentation",
    "handsel.web.disputes.sealed",
    "handsel.web.disputes.step_rows",
    "handsel.web.jobs.dispute_next",
)


@pytest.fixture
@made_once
def milestone(frozen_clock, ada, ben):
    return factories.delivered(ada, ben, 1000, 500)


def page(person, dispute):
    address = reverse("dispute", args=[dispute.job_id, dispute.number])
    return signed_in(person).get(address).content.decode()


def shown(person, name, *args):
    return signed_in(person).get(reverse(name, args=args)).content.decode()


FORM = {"amount": "400.00", "to_freelancer": "100.00", "reason": "Signs differ.", "evidence": "1, № 2"}


def test_a_dispute_is_opened_with_evidence_and_its_page_says_what_comes_next(ada, ben, milestone):
    assert "Propose a split." in shown(ada, "dispute-opening", milestone.pk)
    html = post_form(ada, "dispute-opening", milestone.pk, **FORM).content.decode()
    assert "$400.00 is frozen" in html
    assert latest().evidence == [1, 2]
    for person, words in ((ada, "Waiting for Ben"), (ben, "Answer Ada")):
        html = page(person, latest())
        for piece in (words, "Signs differ.", "In dispute", "№ 2", "$600.00", "If nobody does anything"):
            assert piece in html


@pytest.mark.parametrize(
    ("field", "written", "fault"),
    [
        ("amount", "1000.01", "Enter at most $1,000.00."),
        ("to_freelancer", "400.01", "more than the amount in dispute"),
        ("reason", "", "required"),
        ("evidence", "two", "Enter numbers of entries"),
        ("evidence", "0" * 10 + "9" * 40, "Enter numbers of entries"),
        ("evidence", "99", "no entry with one of these numbers"),
    ],
)
def test_a_form_that_is_wrong_stands_on_the_page_again(ada, milestone, field, written, fault):
    answer = post_form(ada, "dispute-opening", milestone.pk, **{**FORM, field: written})
    assert answer.status_code == 422
    assert fault in answer.content.decode()


def test_an_answer_an_offer_and_its_acceptance(ada, ben, milestone):
    dispute = opened(ada, milestone)
    place = (dispute.job_id, dispute.number)
    assert post_form(ben, "dispute-answer", *place, answer="").status_code == 422
    assert (
        "You both can make offers" in post_form(ben, "dispute-answer", *place, answer="No.").content.decode()
    )
    assert post_form(ben, "dispute-offer", *place, amount="1000.01").status_code == 422
    post_form(ben, "dispute-offer", *place, amount="900")
    assert "Accept $900.00 to the freelancer" in page(ada, latest())
    assert "Read the offer" in shown(ada, "home")
    html = post_form(ada, "dispute-acceptance", *place, expected="900.00").content.decode()
    assert "Settled: $900.00 to the freelancer, $100.00 for the client." in html
    assert "How it ended" in html
    assert earnings(ben) == usd(900)


def test_what_is_disputed_is_neither_in_review_nor_promised_anywhere(ada, ben, milestone):
    opened(ada, milestone, amount=400)
    for person in (ada, ben):
        (balance,) = balances(person)
        assert (balance.in_review, balance.objected, balance.in_escrow) == (usd(600), usd(400), usd(500))
        assert balance.next_amount == usd(600)
        sums = signed_in(person).get(reverse("job-billing", args=[milestone.job_id])).context["sums"]
        assert (sums["in_review"], sums["objected"], sums["in_escrow"]) == (usd(600), usd(400), usd(500))


def test_where_all_is_disputed_nothing_is_released_next(ada, milestone):
    opened(ada, milestone)
    (balance,) = balances(ada)
    assert (balance.in_review, balance.objected, balance.next_at) == (usd(0), usd(1000), None)


def test_an_offer_to_answer_stands_above_the_steps_and_only_then(ada, ben, milestone):
    dispute = opened(ada, milestone)
    answered(ben, dispute)
    offered(ben, latest(), 900)
    html = " ".join(page(ada, latest()).split())
    assert "$900.00 to the freelancer, $100.00 back to you." in html
    assert html.index("Answer the offer of Ben") < html.index("Where it stands")
    assert html.count('id="out"') == 1
    html = page(ben, latest())
    assert html.index("Where it stands") < html.index("End it now")


def test_who_opened_it_may_withdraw_it(ada, ben, milestone):
    dispute = opened(ada, milestone)
    place = (dispute.job_id, dispute.number)
    assert "Withdraw the dispute" not in page(ben, dispute)
    assert "Withdrawn, no longer frozen" in post_form(ada, "dispute-withdrawal", *place).content.decode()


def test_header_home_and_billing_say_that_there_is_a_dispute(ada, ben, milestone):
    dispute = opened(ada, milestone)
    for person in (ada, ben):
        billing = shown(person, "job-billing", milestone.job_id)
        assert "In dispute" in billing
        assert "In dispute" in shown(person, "home")
        assert reverse("dispute", args=[milestone.job_id, dispute.number]) in billing
    assert "Answer the dispute" in shown(ben, "home")
    assert "Answer the dispute" not in shown(ada, "home")
    assert "release it, or ask for changes" not in shown(ada, "home")


@pytest.mark.parametrize(
    ("days", "words"),
    [(4, "A decision in dispute 1 is due by"), (12, "The decision in dispute 1 is late")],
)
def test_the_page_says_what_the_operator_does_and_that_it_is_late(frozen_clock, ada, milestone, days, words):
    dispute = opened(ada, milestone)
    let_pass(frozen_clock, days=days)
    html = page(ada, latest())
    assert words in html
    assert "No answer" in html
    assert dispute.number == 1


def test_who_decides_is_said_as_it_is(frozen_clock, request, ada, ben, milestone):
    dispute = opened(ada, milestone)
    for days in (0, 4):
        let_pass(frozen_clock, days=days)
        html = page(ben, latest())
        assert "No one on this site can decide: the money is split by default" in html
        assert "perator" not in html[html.index("<main") :]
    request.getfixturevalue("olga")
    assert "An operator decides, with reasons" in page(ben, latest())
    assert dispute.number == 1


def test_a_dispute_that_was_answered_shows_both_beside_each_other(ada, ben, milestone):
    dispute = opened(ada, milestone)
    answered(ben, dispute)
    html = page(ada, offered(ben, latest(), 700))
    for piece in ("They match.", "Signs differ.", "$700.00", "$300.00", "On time"):
        assert piece in html


def test_sealed_offers_that_meet_settle_it_and_are_shown_to_both(ada, ben, milestone):
    dispute = opened(ada, milestone)
    answered(ben, dispute)
    place = (dispute.job_id, dispute.number)
    assert post_form(ada, "dispute-sealed", *place, round=1, sealed="1000.01").status_code == 422
    html = post_form(ada, "dispute-sealed", *place, round=1, sealed="650").content.decode()
    assert "Sealed. Nobody sees the number." in html
    for person in (ada, ben):
        assert "650.00" not in page(person, latest())
    html = post_form(ben, "dispute-sealed", *place, round=1, sealed="600").content.decode()
    assert "The sealed offers met: $625.00 to the freelancer." in html
    for person in (ada, ben):
        for piece in ("$650.00", "$600.00", "Fingerprint"):
            assert piece in page(person, latest())


def test_sealed_offers_that_do_not_meet_leave_no_number(ada, ben, milestone):
    dispute = opened(ada, milestone)
    answered(ben, dispute)
    place = (dispute.job_id, dispute.number)
    post_form(ada, "dispute-sealed", *place, round=1, sealed="611.11")
    html = post_form(ben, "dispute-sealed", *place, round=1, sealed="711.11").content.decode()
    assert "did not meet" in html
    assert "Round 1 of 3 is over" in html
    for person in (ada, ben):
        assert "11.11" not in page(person, latest())


def test_an_operator_reads_decides_and_a_side_appeals(frozen_clock, ada, ben, olga, milestone):
    dispute = opened(ada, milestone)
    place = (dispute.job_id, dispute.number)
    let_pass(frozen_clock, days=4)
    assert "Signs differ." not in shown(olga, "dispute-decision", *place)
    assert "Signs differ." in post_form(olga, "dispute-decision", *place, read="1").content.decode()
    assert "Operator Olga Lind reads dispute 1" in shown(ada, "workroom", dispute.job_id)
    assert post_form(olga, "dispute-decision", *place, amount="1000.01", reason="So.").status_code == 422
    html = post_form(olga, "dispute-decision", *place, amount="700", reason="Mostly done.").content.decode()
    assert "Decided. Both sides are told." in html
    for person in (ada, ben):
        html = page(person, latest())
        for piece in ("Mostly done.", "$700.00", "$300.00", "Either of you may appeal once"):
            assert piece in html
    assert "or $700.00 goes to the freelancer and $300.00 to the client" in shown(ada, "home")
    assert "Decision in dispute 1: $700.00 of $1,000.00 to the freelancer" in shown(ben, "home")
    assert "A decision is due" not in shown(olga, "dispute-decision", *place)
    assert post_form(ben, "dispute-appeal", *place, reason="").status_code == 422
    html = post_form(ben, "dispute-appeal", *place, reason="All of it was.").content.decode()
    assert "Appealed. Another operator decides" in html
    assert "All of it was." in page(ada, latest())
    assert "Read the decision" not in shown(ada, "home")
    assert "Decide</h2>" not in shown(olga, "dispute-decision", *place)
    let_pass(frozen_clock, days=8)
    assert "How it ended" in page(ada, latest())
    assert earnings(ben) == usd(700)


def test_an_appeal_that_was_decided_stands_beside_the_decision(frozen_clock, ada, ben, olga, eve, milestone):
    dispute = opened(ada, milestone)
    place = (dispute.job_id, dispute.number)
    let_pass(frozen_clock, days=4)
    eve.is_operator = True
    eve.save()
    for operator, amount, reason in ((olga, "700", "Mostly done."), (eve, "550", "Half of it.")):
        post_form(operator, "dispute-decision", *place, read="1")
        post_form(operator, "dispute-decision", *place, amount=amount, reason=reason)
        post_form(ben, "dispute-appeal", *place, reason="All of it was.")
    for html in (page(ada, latest()), shown(olga, "dispute-decision", *place)):
        for piece in (
            "decided on $700.00",
            "Mostly done.",
            "All of it was.",
            "decided on $550.00",
            "Half of it.",
        ):
            assert piece in html
    html = page(ada, latest())
    for piece in ("Open offers", "Write in the Workroom"):
        assert piece not in html
    tab = f'href="{reverse("dispute", args=place)}"'
    assert tab in html
    assert tab in shown(ada, "job-billing", dispute.job_id)
    assert tab not in shown(ada, "workroom", dispute.job_id)


def test_an_operator_reads_of_entries_without_links_to_a_workroom(frozen_clock, ada, olga, milestone):
    dispute = opened(ada, milestone, evidence=[1])
    let_pass(frozen_clock, days=4)
    place = (dispute.job_id, dispute.number)
    html = post_form(olga, "dispute-decision", *place, read="1").content.decode()
    assert "№ 1" in html
    assert "A decision is due" in html
    assert f"{reverse('workroom', args=[dispute.job_id])}?at=" not in html


def test_the_freelancer_reads_what_an_offer_has_for_them(ada, ben, milestone):
    dispute = opened(ada, milestone)
    place = (dispute.job_id, dispute.number)
    post_form(ben, "dispute-answer", *place, answer="No.")
    post_form(ada, "dispute-offer", *place, amount="300")
    html = page(ben, latest())
    assert "$300.00 to you, $700.00 back to the client." in html
    assert "Accept $300.00 for you" in html
