"""`handsel audit` finds what was done behind the back of the database, and names the row."""

import pytest
from django.core.files.base import ContentFile

from handsel.config import audit
from handsel.config.task_handlers import TASK_HANDLERS
from handsel.money.invoices.models import Invoice
from handsel.money.ledger.models import Account, AccountKind, Posting, Transfer
from handsel.policy.publishing import publish
from handsel.policy.rules import Rules
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.tasks.worker import work
from handsel.work.milestones.release import release
from handsel.work.workroom.files import keep
from handsel.work.workroom.posting import post
from tests import factories
from tests.config.tampered import WRONGS, House
from tests.made_once import made_once
from tests.recorded_people import record

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def house(frozen_clock, ada, ben, olga):
    record(ada, ben, olga)
    publish(Actor(olga.pk), "dear", Rules(fee_basis_points=500))
    job = factories.bound(ada, ben, 1000, 500, policy="dear")
    factories.rich(ada)
    factories.fund_all(ada, job)
    factories.deliver(ben, factories.first(job))
    release(Actor(ada.pk), factories.first(job), amount=factories.usd(400))
    post(Actor(ben.pk), job, words="Here.", files=keep([ContentFile(b"the plan", "plan.txt")]))
    work(TASK_HANDLERS)
    milestone = factories.first(job)
    return House(
        milestone,
        milestone.holding,
        Account.objects.get(kind=AccountKind.WALLET, owner=ada.party),
        Posting.objects.filter(source=milestone.holding.account).order_by("leg")[0],
        Transfer.objects.get(kind="release"),
        Entry.objects.get(kind="milestone.released"),
        Invoice.objects.get(kind="work"),
        Invoice.objects.get(kind="fee"),
        job.versions.get(),
    )


@pytest.fixture
def says(capsys):
    """What the audit says of the house, and whether it is in order."""

    def report():
        capsys.readouterr()
        off = audit.main()
        printed = capsys.readouterr().out
        assert off == ("The house is in order." not in printed)
        return off, printed

    return report


def test_a_sound_house_is_in_order(house, says):
    off, output = says()
    assert off == 0
    assert "OFF" not in output
    assert output.count("ok ") == len(list(audit.checks()))


def test_an_empty_house_is_in_order(db, says):
    assert says()[0] == 0


@pytest.mark.parametrize("wrong", WRONGS, ids=lambda wrong: wrong.__name__)
def test_what_was_done_is_named(house, says, wrong):
    named = wrong(house)
    off, output = says()
    assert off == 1
    assert named in output, output
