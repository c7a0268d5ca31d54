"""The port of rails: a rail that is told by its bank passes the contract, and every rail is tried by it."""

from importlib import import_module
from typing import Any

import pytest
from django.conf import settings as site

from handsel.kernel import clock
from handsel.kernel.refusals import KeyReused
from handsel.money.rails import deposits, payouts
from handsel.money.rails.models import Deposit, ExternalTransfer
from handsel.money.rails.port import StatementLine, TransferReport, current_rail, rail_named
from handsel.money.rails.states import TransferState
from handsel.people.models import Person
from handsel.record.actions import Actor
from tests.factories import usd
from tests.money.rails.posted_rail import PostedRail
from tests.money.rails.rail_contract import Clock, RailContract

COVERS = ("handsel.money.rails.transfers",)


class TestPostedRail(RailContract):
    """A rail that calls when something happened."""

    rail = "posted"

    @pytest.fixture(autouse=True)
    def _known(self, settings: Any) -> None:
        settings.RAILS = {"posted": "tests.money.rails.posted_rail.PostedRail"}
        PostedRail.lines = []

    def options(self, *states: TransferState) -> dict[str, Any]:
        return {}

    def bring(self, transfer: ExternalTransfer, frozen_clock: Clock, *states: TransferState) -> None:
        is_deposit = isinstance(transfer, Deposit)
        acts, amount = (deposits, transfer.amount) if is_deposit else (payouts, -transfer.amount)
        frozen_clock(max(clock.now(), transfer.settles_at))
        for state in states:
            reason = "" if state is TransferState.SETTLED else "No such account."
            acts.report(transfer.pk, TransferReport(state, reason), clock.now())
            if state is not TransferState.FAILED:
                PostedRail.lines.append(StatementLine(transfer.pk, amount, transfer.currency))
                amount = -amount


def test_a_long_reason_is_cut(settings: Any, ada: Person) -> None:
    settings.RAIL, settings.RAILS = "posted", {"posted": "tests.money.rails.posted_rail.PostedRail"}
    deposit = deposits.request_deposit(Actor(ada.pk), ada, usd(100))
    deposits.report(deposit.pk, TransferReport(TransferState.FAILED, "a" * 5_000), deposit.settles_at)
    assert Deposit.objects.get().reason == "a" * 200


def test_options_are_part_of_what_was_asked_and_hide_nothing_of_it(ada: Person) -> None:
    by, options = Actor(ada.pk), {"amount": 5}
    deposits.request_deposit(by, ada, usd(100), options=options)
    with pytest.raises(KeyReused):
        deposits.request_deposit(by, ada, usd(999), options=options)


def test_every_rail_of_the_settings_passes_the_contract() -> None:
    for name in site.RAILS:
        tests = import_module(f"tests.money.rails.{name}.test_rail")
        assert issubclass(tests.TestRail, RailContract)
        assert tests.TestRail.rail == name


def test_a_rail_is_found_by_its_name() -> None:
    assert rail_named(site.RAIL).name == current_rail().name == site.RAIL
    with pytest.raises(KeyError):
        rail_named("none")
