"""Who writes of payment outside is warned before it is posted, if the policy says so."""

import pytest

from handsel.policy.rules import PRESETS, DetectionMode
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.work.workroom.posting import post
from handsel.work.workroom.warning import SeemsOffPlatform
from tests import factories
from tests.made_once import made_once

pytestmark = pytest.mark.usefixtures("frozen_clock")
ASKS = "Could you send that part to my PayPal this time?"


@pytest.fixture
@made_once
def job(frozen_clock, ada, ben):
    return factories.awarded(ada, ben)


def posted():
    return Entry.objects.filter(kind="message.posted").count()


def test_nothing_is_posted_before_the_writer_has_seen_the_warning(ben, job):
    with pytest.raises(SeemsOffPlatform) as warning:
        post(Actor(ben.pk), job, words=ASKS, files=[])
    assert [row.quoted for row in warning.value.detections] == ["send that part to my PayPal"]
    assert warning.value.words == ASKS
    assert posted() == 0


def test_who_has_seen_it_may_post_all_the_same_and_the_record_says_nothing_of_it(ben, job):
    facts = post(Actor(ben.pk), job, words=ASKS, files=[], acknowledged=True)
    assert facts == {"words": ASKS, "files": []}


@pytest.mark.parametrize("policy", ["strict-eu", "marketplace"])
def test_under_other_policies_it_is_posted(policy, ada, ben):
    assert PRESETS[policy].detection in (DetectionMode.OFF, DetectionMode.FLAG)
    job = factories.awarded(ada, ben, policy=policy)
    assert post(Actor(ben.pk), job, words=ASKS, files=[])["words"] == ASKS


def test_other_words_are_posted_at_once(ben, job):
    assert post(Actor(ben.pk), job, words="Sorry, I may not work outside the platform", files=[])
