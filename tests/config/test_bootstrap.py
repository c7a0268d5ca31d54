"""Making a database ready: it may be done any number of times."""

import pytest

from handsel.config.bootstrap import bootstrap
from handsel.policy.models import Policy
from handsel.policy.rules import PRESETS
from handsel.record.models import Entry


@pytest.mark.django_db(transaction=True)
def test_the_policies_that_come_with_the_house_are_published_once() -> None:
    bootstrap()
    bootstrap()
    assert sorted(Policy.objects.values_list("name", "version")) == sorted((name, 1) for name in PRESETS)
    assert Entry.objects.filter(kind="policy.published").count() == len(PRESETS)


@pytest.mark.django_db(transaction=True)
def test_the_sample_data_publishes_them_itself() -> None:
    bootstrap(presets=False)
    assert not Policy.objects.exists()
