"""A delivery of $1,000, and a dispute about it."""

import pytest

from tests import factories
from tests.made_once import made_once
from tests.trust.disputing import answered, latest, opened


@pytest.fixture
@made_once
def milestone(frozen_clock, ada, ben):
    """A delivery of $1,000, with another milestone of $500."""
    return factories.delivered(ada, ben, 1000, 500)


@pytest.fixture
@made_once
def dispute(milestone, ada):
    """Ada disputes all of it, and would pay $200."""
    return opened(ada, milestone)


@pytest.fixture
@made_once
def negotiated(dispute, ben):
    """Ben has answered."""
    answered(ben, dispute)
    return latest()
