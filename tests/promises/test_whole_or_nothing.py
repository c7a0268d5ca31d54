"""Promise 4: an act happens whole or not at all; state, money and record are one transaction."""

import pytest
from django.db import connection

from handsel.money.invoices import of_release
from handsel.money.ledger.accounts import balance_of
from handsel.money.ledger.models import Account, Posting, Transfer
from handsel.money.ledger.refusals import Overdrawn
from handsel.money.rails import deposits
from handsel.record import actions
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.work.milestones import funding, payout, refunds, release, splits
from handsel.work.terms import apply_terms
from handsel.work.terms.award import Awardee, award
from handsel.work.terms.ending import end_job
from tests import factories
from tests.factories import usd

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("frozen_clock")]


class Struck(Exception):
    """The power goes out."""


def strike(*_, **__):
    raise Struck


def strike_after(does):
    def struck(*args, **kwargs):
        does(*args, **kwargs)
        raise Struck

    return struck


def everything():
    """Every row of every table that an act may touch."""
    tables = sorted(set(connection.introspection.django_table_names(only_existing=True)))
    with connection.cursor() as cursor:
        return {table: _rows(cursor, table) for table in tables}


def _rows(cursor, table):
    cursor.execute(f"SELECT * FROM {table}")
    return sorted(map(repr, cursor.fetchall()))


@pytest.fixture
def struck(monkeypatch):
    """Does something while one function fails, at its start and at its end; nothing may be left of it.

    Undone it goes through.
    """

    def during(module, name, do):
        before = everything()
        for fails in (strike, strike_after(getattr(module, name))):
            with monkeypatch.context() as patched:
                patched.setattr(module, name, fails)
                with pytest.raises(Struck):
                    do()
            assert everything() == before
        do()
        assert everything() != before

    return during


AFTER_MONEY = [(actions, "append")]


@pytest.mark.parametrize(
    ("module", "name"), [*AFTER_MONEY, (of_release, "issue_each"), (payout, "supersede_requests")]
)
def test_a_release_that_fails_after_money_moved(ada, ben, struck, module, name):
    milestone = factories.delivered(ada, ben, 1000)
    struck(module, name, lambda: release.release(Actor(ada.pk), milestone, amount=usd(1000)))


@pytest.mark.parametrize(("module", "name"), [*AFTER_MONEY, (funding, "_mark_funded")])
def test_a_funding_that_fails_after_money_moved(ada, ben, struck, module, name):
    job = factories.bound(ada, ben, 1000, 500)
    factories.rich(ada)
    struck(module, name, lambda: factories.fund_all(ada, job))


@pytest.mark.parametrize(("module", "name"), [*AFTER_MONEY, (apply_terms, "close_if_done")])
def test_a_change_that_fails_after_it_returned_money(ada, ben, struck, module, name):
    job = factories.funded(ada, ben, 1000, 500)
    factories.proposed(ada, job, factories.changed_parts(job, 700, None))
    struck(module, name, lambda: factories.agreed(ben, job))


@pytest.mark.parametrize(("module", "name"), AFTER_MONEY)
def test_every_other_act_that_fails_at_its_end(ada, ben, olga, struck, module, name):
    factories.ensure_presets()
    struck(module, name, lambda: award(Actor(ada.pk), ada, Awardee(ben), factories.terms()))
    struck(module, name, lambda: deposits.request_deposit(Actor(ada.pk), ada, usd(9)))
    milestone = factories.delivered(ada, ben, 1000, 500)
    second = milestone.job.milestones.select_related("job").get(position=2)
    struck(module, name, lambda: refunds.refund(Actor(ben.pk), second, amount=usd(1)))
    struck(module, name, lambda: splits.settle(Actor(olga.pk), milestone, to_freelancer=usd(1), reason="So."))
    struck(module, name, lambda: end_job(Actor(ben.pk), milestone.job, reason="Ill."))


def test_what_is_refused_in_the_middle_leaves_nothing(ada, ben):
    job = factories.bound(ada, ben, 1000, 500)
    factories.rich(ada, 1499)
    before = everything()
    with pytest.raises(Overdrawn):
        factories.fund_all(ada, job)
    assert everything() == before


def test_every_transfer_names_an_entry_and_sums_to_zero(ada, ben):
    milestone = factories.delivered(ada, ben, 1000, 500)
    factories.released(ada, milestone)
    end_job(Actor(ben.pk), milestone.job, reason="Ill.")
    assert not Transfer.objects.exclude(entry__in=Entry.objects.values("pk")).exists()
    assert Posting.objects.exists()
    assert sum(balance_of(account).minor for account in Account.objects.all()) == 0
