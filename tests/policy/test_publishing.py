"""Publishing a policy: a new version, and what was pinned stays."""

from datetime import UTC, date, datetime

import pytest

from handsel.kernel.audit import RowUnreadable
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.refusals import Stale
from handsel.policy.days_off import days_off
from handsel.policy.models import Policy
from handsel.policy.publishing import ensure_presets, publish
from handsel.policy.rules import PRESETS, FeePayer, Rules
from handsel.record.actions import Actor
from handsel.record.models import Chain, Entry
from tests import factories


def test_every_publishing_makes_the_next_version_on_the_houses_chain(olga):
    by = Actor(olga.pk)
    rules = Rules(fee_basis_points=250, fee_payer=FeePayer.CLIENT)
    first, second = publish(by, "ours", Rules()), publish(Actor(olga.pk), "ours", rules)
    assert (first.version, second.version) == (1, 2)
    assert second.rules == rules
    assert list(Policy.objects.current()) == [second]
    entry = Entry.objects.order_by("-number")[0]
    assert (entry.chain.kind, entry.chain.subject) == (Chain.Kind.HOUSE, HOUSE)
    assert entry.facts["rules"]["fee_basis_points"] == 250


def test_asked_twice_one_version_is_published(olga):
    by = Actor(olga.pk)
    assert publish(by, "ours", Rules()) == publish(by, "ours", Rules())
    assert Policy.objects.count() == 1


def test_why_a_version_was_published_is_on_the_record(olga):
    publish(Actor(olga.pk), "ours", Rules(), reason="Costs rose.")
    assert Entry.objects.order_by("-number")[0].facts["reason"] == "Costs rose."


def test_what_was_changed_from_an_older_version_is_refused(olga):
    publish(Actor(olga.pk), "ours", Rules())
    assert publish(Actor(olga.pk), "ours", Rules(), after=1).version == 2
    with pytest.raises(Stale):
        publish(Actor(olga.pk), "ours", Rules(), after=1)
    assert Policy.objects.count() == 2


def test_presets_are_published_once_and_never_over_an_operators_own(olga):
    ensure_presets()
    changed = publish(Actor(olga.pk), "classic", Rules(fee_basis_points=500))
    ensure_presets()
    assert Policy.objects.count() == len(PRESETS) + 1
    assert Policy.objects.current().get(name="classic") == changed


def test_publishing_writes_the_days_off_of_this_year_and_four_more(frozen_clock, olga):
    policy = publish(Actor(olga.pk), "ours", Rules(holiday_calendar="TARGET"))
    assert policy.rules.days_off == days_off("TARGET", 2026)
    assert policy.rules_json["days_off"][:2] == ["2026-01-01", "2026-04-03"]
    facts = Entry.objects.order_by("-number")[0].facts
    assert facts["rules"] == policy.rules_json


def test_the_year_of_publishing_is_the_houses(frozen_clock, olga):
    frozen_clock(datetime(2027, 1, 1, 2, tzinfo=UTC))
    policy = publish(Actor(olga.pk), "ours", Rules(holiday_calendar="TARGET"))
    assert policy.rules.days_off[0] == date(2026, 1, 1)


def test_a_job_keeps_the_version_that_it_pinned(frozen_clock, ada, ben, olga):
    job = factories.bound(ada, ben)
    publish(Actor(olga.pk), "classic", Rules(fee_basis_points=500))
    job.refresh_from_db()
    assert (job.policy.version, job.policy.rules.fee_basis_points) == (1, 0)


def test_an_award_pins_provisionally_and_binding_pins_the_newest(frozen_clock, ada, ben, olga):
    job = factories.awarded(ada, ben)
    newest = publish(Actor(olga.pk), "classic", Rules(fee_basis_points=500))
    factories.agreed(ben, job)
    job.refresh_from_db()
    assert job.policy == newest


@pytest.mark.parametrize("altered", [[], "", 7, None, {}, {"days_off": ["never"]}])
def test_rules_that_were_altered_are_not_read(altered):
    row = Policy(name="ours", version=1, rules_json=altered)
    with pytest.raises(RowUnreadable, match="the rules of ours, version 1 cannot be read"):
        _ = row.rules
