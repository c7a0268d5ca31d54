"""Fees by cumulative rounding: exact at the end, in whatever steps and order money goes in and out."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsel.money.escrow.fees import (
    FeeSplit,
    FeeTerms,
    HoldingTotals,
    PaidTotals,
    ReturnSplit,
    funding,
    give_back,
    moved,
    refund,
    release,
)
from handsel.policy.rules import FeePayer, fee_of

CLIENT, FREELANCER = FeePayer.CLIENT, FeePayer.FREELANCER
PARTS = st.lists(st.tuples(st.sampled_from(["fund", "release", "refund"]), st.integers(1, 999)), max_size=30)


@pytest.mark.parametrize(
    ("step", "payer", "share"),
    [
        (funding, CLIENT, FeeSplit(1000, 50)),
        (funding, FREELANCER, FeeSplit(1000, 0)),
        (release, CLIENT, FeeSplit(1000, 50)),
        (release, FREELANCER, FeeSplit(950, 50)),
        (refund, CLIENT, FeeSplit(1000, 50)),
        (refund, FREELANCER, FeeSplit(1000, 0)),
    ],
)
def test_who_bears_a_fee_of_five_percent(step, payer, share):
    held = HoldingTotals() if step is funding else HoldingTotals(funded=1000)
    assert step(FeeTerms(500, payer), held, 1000) == share


def test_three_thirds_of_a_fee_make_the_fee():
    terms, held, fees = FeeTerms(333, FREELANCER), HoldingTotals(funded=100), []
    for part in (33, 33, 34):
        fees.append(release(terms, held, part).fee)
        held = replace(held, released=held.released + part)
    assert fees == [1, 1, 1]
    assert sum(fees) == fee_of(100, 333)


def test_what_is_left():
    held = HoldingTotals(funded=100, released=30, refunded=20)
    assert (held.out, held.left) == (50, 50)


class RunningTotals:
    """A holding's account, played through in the same steps as the shares say."""

    def __init__(self, terms: FeeTerms) -> None:
        self.terms, self.held = terms, HoldingTotals()
        self.account = self.house = self.earned = self.client = 0

    def fund(self, amount: int) -> None:
        share = funding(self.terms, self.held, amount)
        self.held = replace(self.held, funded=self.held.funded + amount)
        self.account += share.part + share.fee
        self.client -= share.part + share.fee

    def release(self, amount: int) -> None:
        share = release(self.terms, self.held, amount)
        self.held = replace(self.held, released=self.held.released + amount)
        self.account -= share.part + share.fee
        self.house, self.earned = self.house + share.fee, self.earned + share.part
        assert share.part >= 0 <= share.fee

    def refund(self, amount: int) -> None:
        share = refund(self.terms, self.held, amount)
        self.held = replace(self.held, refunded=self.held.refunded + amount)
        self.account -= share.part + share.fee
        self.client += share.part + share.fee
        assert share.part >= 0 <= share.fee

    def take(self, step: str, amount: int) -> None:
        amount = amount if step == "fund" else min(amount, self.held.left)
        if amount:
            getattr(self, step)(amount)
            assert self.account >= self.held.left


@given(st.integers(0, 3000), st.sampled_from(FeePayer), PARTS)
def test_a_holding_never_runs_short_and_ends_empty(points, payer, parts):
    totals = RunningTotals(FeeTerms(points, payer))
    for step, amount in parts:
        totals.take(step, amount)
    totals.take("release", totals.held.left)
    assert totals.account == 0
    assert totals.client + totals.earned + totals.house == 0


@given(st.integers(0, 3000), st.sampled_from(FeePayer), PARTS)
def test_what_was_only_released_bears_exactly_the_fee_on_its_sum(points, payer, parts):
    totals = RunningTotals(FeeTerms(points, payer))
    for step, amount in parts:
        totals.take("release" if step == "refund" else step, amount)
    totals.take("release", totals.held.left)
    assert totals.house == fee_of(totals.held.released, points)


@given(st.integers(0, 3000), st.sampled_from(FeePayer), PARTS)
def test_what_was_only_refunded_costs_nothing(points, payer, parts):
    totals = RunningTotals(FeeTerms(points, payer))
    for step, amount in parts:
        totals.take("refund" if step == "release" else step, amount)
    totals.take("refund", totals.held.left)
    assert (totals.client, totals.house, totals.earned) == (0, 0, 0)


@pytest.mark.parametrize(("payer", "to_client", "cost"), [(CLIENT, 330, 300), (FREELANCER, 300, 270)])
def test_a_refund_after_payment_returns_its_fee_to_whoever_paid_it(payer, to_client, cost):
    split = give_back(PaidTotals(1000, 100), payer, 300)
    assert split == ReturnSplit(300, 30, payer)
    assert (split.to_client, split.cost) == (to_client, cost)


@given(st.integers(1, 9_999), st.integers(0, 3000), st.sampled_from(FeePayer), st.data())
def test_a_payment_given_back_in_any_parts_returns_exactly_its_fee(paid, points, payer, data):
    payment, splits = PaidTotals(paid, fee_of(paid, points)), []
    while payment.left:
        part = data.draw(st.integers(1, payment.left))
        splits.append(give_back(payment, payer, part))
        payment = replace(payment, returned=payment.returned + part)
    assert all(split.cost >= 0 <= split.fee for split in splits)
    assert sum(split.fee for split in splits) == payment.fee
    earned = paid if payer is CLIENT else paid - payment.fee
    assert sum(split.cost for split in splits) == earned


MOVES = st.lists(st.tuples(st.sampled_from(["move", "release", "refund", "other"]), st.integers(1, 999)))


@given(st.integers(0, 3000), st.sampled_from(FeePayer), st.integers(1, 9_999), MOVES, PARTS)
def test_what_moves_to_other_holdings_takes_exactly_its_fee_along(points, payer, funded, steps, parts):
    terms = FeeTerms(points, payer)
    source = RunningTotals(terms)
    source.fund(funded)
    targets = [RunningTotals(terms)]
    for step, amount in steps:
        amount = min(amount, source.held.left)
        if step == "other":
            targets.append(RunningTotals(terms))
        elif step == "move" and amount:
            share, target = moved(terms, source.held, amount), targets[-1]
            source.held = replace(source.held, funded=source.held.funded - amount)
            target.held = replace(target.held, funded=target.held.funded + amount, start=source.held.funded)
            source.account -= share.part + share.fee
            target.account += share.part + share.fee
        elif step != "move":
            source.take(step, amount)
    for holding in (source, *targets):
        for step, amount in parts:
            if step != "fund":
                holding.take(step, amount)
        holding.take("release", holding.held.left)
        assert holding.account == 0
    everybody = [source, *targets]
    assert sum(totals.client + totals.earned + totals.house for totals in everybody) == 0
