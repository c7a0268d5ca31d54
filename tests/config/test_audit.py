"""`handsel audit` finds what was done behind the back of the database, and names the row."""

import pytest
from django.core.files.base import ContentFile

from handsel.config import audit
from handsel.config.duties import DUTIES
from handsel.due.worker import work
from handsel.money.invoices.models import Invoice
from handsel.money.ledger.models import Account, Kind, Posting, Transfer
from handsel.policy.publishing import publish
from handsel.policy.rules import Rules
from handsel.record.deeds import By
from handsel.record.models import Entry
from handsel.work.milestones.release import release
from handsel.work.workroom.files import keep
from handsel.work.workroom.posting import post
from tests import making
from tests.config.wrongs import WRONGS, House

pytestmark = pytest.mark.usefixtures("told")


@pytest.fixture
def house(told, ada, ben, olga):
    publish(By(olga.pk), "dear", Rules(fee_basis_points=500))
    job = making.bound(ada, ben, 1000, 500, policy="dear")
    making.rich(ada)
    making.fund_all(ada, job)
    making.deliver(ben, making.first(job))
    release(By(ada.pk), making.first(job), amount=making.usd(400))
    post(By(ben.pk), job, words="Here.", files=keep([ContentFile(b"the plan", "plan.txt")]))
    work(DUTIES)
    milestone = making.first(job)
    return House(
        milestone,
        milestone.holding,
        Account.objects.get(kind=Kind.WALLET, owner=ada.party),
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

    def said():
        capsys.readouterr()
        off = audit.main()
        printed = capsys.readouterr().out
        assert off == ("The house is in order." not in printed)
        return off, printed

    return said


def test_a_sound_house_is_in_order(house, says):
    off, said = says()
    assert off == 0
    assert "OFF" not in said
    assert said.count("ok ") == len(list(audit.checks()))


def test_an_empty_house_is_in_order(db, says):
    assert says()[0] == 0


@pytest.mark.parametrize("wrong", WRONGS, ids=lambda wrong: wrong.__name__)
def test_what_was_done_is_named(house, says, wrong):
    named = wrong(house)
    off, said = says()
    assert off == 1
    assert named in said, said
