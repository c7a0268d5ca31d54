"""What no operator may decide goes to the outside arbiter, by a link of that dispute alone."""

import re
from dataclasses import replace

import pytest
from django.core import mail
from django.urls import reverse

from handsel.kernel.identifiers import HOUSE
from handsel.kernel.refusals import NotFound
from handsel.notices.models import Notice
from handsel.policy.models import Policy
from handsel.policy.publishing import ensure_presets, publish
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.trust.disputes.arbiters import arbiter_by
from handsel.trust.disputes.deciding import (
    appeal_decision,
    decide_appeal,
    decide_dispute,
    read_dispute,
)
from handsel.trust.disputes.refusals import WithArbiter
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import OutsideArbiter
from tests import factories
from tests.auditing import faults
from tests.balances import earnings
from tests.factories import usd
from tests.time_travel import let_pass
from tests.trust.disputing import answered, latest, opened

pytestmark = pytest.mark.usefixtures("frozen_clock")

COVERS = (
    "handsel.notices.arbiter_mail",
    "handsel.trust.disputes.arbiters",
    "handsel.trust.disputes.entries.judging",
)
VERA = {"arbiter_name": "Vera Lint", "arbiter_email": "vera@example.org"}


@pytest.fixture
def named(db, frozen_clock):
    """The policy names an arbiter."""
    ensure_presets()
    rules = Policy.objects.current().get(name="classic").rules
    publish(Actor(HOUSE), "classic", replace(rules, **VERA))


def negotiated(ada, ben):
    answered(ben, opened(ada, factories.delivered(ada, ben, 1000, 500)))
    return latest()


def link() -> str:
    """The secret in the last mail to the arbiter."""
    bodies = [str(message.body) for message in mail.outbox if message.to == ["vera@example.org"]]
    return re.findall(r"/arbiter/([^/]+)/", bodies[-1])[0]


@pytest.fixture
def with_arbiter(frozen_clock, named, ada, ben):
    """Ben is the only operator; five days of negotiation went by."""
    ben.is_operator = True
    ben.save()
    negotiated(ada, ben)
    let_pass(frozen_clock, days=6)
    return latest()


def test_a_matter_of_the_only_operator_goes_to_the_arbiter_who_decides_it(
    frozen_clock, ada, ben, with_arbiter
):
    arbiter = arbiter_by(link())
    assert (with_arbiter.arbiter, with_arbiter.arbiter_name) == (arbiter.pk, "Vera Lint")
    vera = Actor(arbiter.pk)
    read_dispute(vera, with_arbiter)
    decide_dispute(Actor(arbiter.pk), latest(), to_freelancer=usd(600), reason="Six of ten match.")
    decided = Entry.objects.get(kind="dispute.decided")
    assert (decided.actor, decided.facts["by_arbiter"]) == (arbiter.pk, True)
    let_pass(frozen_clock, days=8)
    assert (latest().stage, earnings(ben)) == ("final", usd(600))
    assert faults() == []


def test_an_arbiter_who_does_not_decide_is_reminded_and_then_the_default_holds(
    frozen_clock, ben, with_arbiter
):
    first = link()
    let_pass(frozen_clock, days=7)
    bodies = [message.subject for message in mail.outbox if message.to == ["vera@example.org"]]
    assert len(bodies) == 2
    assert link() == first
    let_pass(frozen_clock, days=12)
    assert (latest().stage, earnings(ben)) == ("defaulted", usd(1000))
    with pytest.raises(NotFound):
        read_dispute(Actor(with_arbiter.arbiter), latest())


def test_an_appeal_in_a_house_with_one_operator_goes_to_the_arbiter_alone(
    frozen_clock, named, ada, ben, olga, eve
):
    negotiated(ada, ben)
    let_pass(frozen_clock, days=6)
    assert not OutsideArbiter.objects.exists()
    read_dispute(Actor(olga.pk), latest())
    decide_dispute(Actor(olga.pk), latest(), to_freelancer=usd(700), reason="Mostly done.")
    appeal_decision(Actor(ada.pk), latest(), reason="A sign is missing.")
    eve.is_operator = True
    eve.save()
    read_dispute(Actor(eve.pk), latest())
    with pytest.raises(WithArbiter):
        decide_appeal(Actor(eve.pk), latest(), to_freelancer=usd(1), reason="Mine.")
    let_pass(frozen_clock)
    assert not Notice.objects.filter(person=olga, title__contains="appeal waits").exists()
    vera = arbiter_by(link()).pk
    read_dispute(Actor(vera), latest())
    decide_appeal(Actor(vera), latest(), to_freelancer=usd(500), reason="One is missing.")
    assert (latest().stage, earnings(ben)) == ("final", usd(500))
    assert faults() == []


def test_an_arbiter_is_the_house_in_that_job_and_nobody_in_others(ada, ben, with_arbiter):
    other = factories.awarded(ada, ben)
    assert with_arbiter.job.side_of(with_arbiter.arbiter) is Side.HOUSE
    assert other.side_of(with_arbiter.arbiter) is None


def test_an_arbiter_decides_no_other_dispute_of_the_job(frozen_clock, ada, ben, with_arbiter):
    second = with_arbiter.job.milestones.get(position=2)
    factories.fund(ada, second) if not second.holding_id else None
    opened(ada, second, 100, 10)
    let_pass(frozen_clock, days=6)
    assert latest().pk != with_arbiter.pk
    with pytest.raises(NotFound):
        read_dispute(Actor(with_arbiter.arbiter), latest())


@pytest.mark.parametrize("who", ["ben", "olga"])
def test_who_takes_part_or_keeps_the_site_is_no_arbiter(frozen_clock, ada, ben, olga, who):
    ensure_presets()
    ben.is_operator = True
    ben.save()
    olga.is_operator = False
    olga.save()
    person = {"ben": ben, "olga": olga}[who]
    named = replace(Policy.objects.current().get(name="classic").rules, **VERA)
    publish(Actor(HOUSE), "classic", replace(named, arbiter_email=person.email.upper()))
    negotiated(ada, ben)
    let_pass(frozen_clock, days=6)
    assert (latest().arbiter is None) is (who == "ben")


def test_both_sides_are_told_who_decides(client, ada, with_arbiter):
    titles = set(Notice.objects.filter(title__contains="Vera Lint").values_list("person__email", flat=True))
    assert titles == {"ada@example.org", "ben@example.org"}
    client.force_login(ada)
    page = client.get(reverse("dispute", args=[with_arbiter.job_id, with_arbiter.number])).content.decode()
    assert "The arbiter Vera Lint decides" in page
