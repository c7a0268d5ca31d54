"""A job of Ada and Ben, and a report of Ada's about Ben."""

import pytest

from tests import factories
from tests.made_once import made_once
from tests.trust.conduct.reported import reported


@pytest.fixture
@made_once
def job(frozen_clock, ada, ben):
    """A job with one funded milestone."""
    return factories.funded(ada, ben, 1000)


@pytest.fixture
@made_once
def report(job, ada):
    """Ada reports Ben, by an entry of the job."""
    return reported(ada, job, evidence=[1])


@pytest.fixture
def otto(eve):
    """Another operator."""
    eve.is_operator = True
    eve.save()
    return eve
