"""Messages by the API: read and posted as on the page, with the same warning and the same flags."""

import inspect
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile

from handsel.api.workroom import messages
from handsel.config.task_handlers import TASK_HANDLERS
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.tasks.worker import work
from handsel.trust.conduct.models import Flag
from handsel.work.jobs.models import Job
from handsel.work.milestones.erasing import erase
from handsel.work.workroom import warning
from handsel.work.workroom.files import keep
from handsel.work.workroom.posting import post
from tests import factories
from tests.api.connected import tracker_of

COVERS = ("handsel.api.auth",)
ASKS = "Could you send that part to my PayPal this time? Then we save the fee."
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture
def job(ada: Person, ben: Person) -> Job:
    return factories.awarded(ada, ben)


def posted() -> list[str]:
    rows = Entry.objects.filter(kind="message.posted").order_by("number")
    return [str(row.facts["words"]) for row in rows]


def test_a_message_is_judged_before_its_job_is_locked(
    ben: Person, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked: list[bool] = []
    monkeypatch.setattr(warning, "detect", lambda words: locked.append("perform" in _callers()) or [])
    assert tracker_of(ben).writes(job.pk, "Judged once, before.", str(uuid4())).status == 200
    assert locked == [False]


def _callers() -> set[str]:
    return {frame.function for frame in inspect.stack(0)}


def test_a_message_is_posted_once_for_its_key(ben: Person, job: Job) -> None:
    device, key = tracker_of(ben), str(uuid4())
    answer = device.writes(job.pk, " The plan is done.\x1b ", key)
    assert answer.status == 200
    assert answer.data["words"] == "The plan is done."
    assert (answer.data["person"], answer.data["name"]) == (str(ben.pk), "Ben Okafor")
    assert device.writes(job.pk, " The plan is done.\x1b ", key).data == answer.data
    assert device.writes(job.pk, "Another.", key).code == "key-reused"
    assert posted() == ["The plan is done."]


def test_one_that_asks_for_payment_outside_is_warned_of_and_not_posted(ben: Person, job: Job) -> None:
    device, key = tracker_of(ben), str(uuid4())
    answer = device.writes(job.pk, ASKS, key)
    assert (answer.status, answer.code) == (409, "seems-off-platform")
    assert answer.data["error"]["fields"] == [
        {
            "place": "body.words",
            "problem": "It names another way to pay.",
            "quoted": "send that part to my PayPal",
        },
        {"place": "body.words", "problem": "It reads like avoiding the fee.", "quoted": "save the fee"},
    ]
    assert "“confirmed”: true" in answer.data["error"]["way_out"]
    assert posted() == []
    assert device.writes(job.pk, ASKS, key, confirmed=True).status == 200
    assert posted() == [ASKS]
    assert not Flag.objects.exists()


@pytest.mark.parametrize("first", [True, False])
def test_a_message_is_the_same_with_confirmed_or_without(ben: Person, job: Job, first: bool) -> None:
    """The answer to the first was lost, and the program does not know any more whether it confirmed."""
    device, key = tracker_of(ben), str(uuid4())
    answer = device.writes(job.pk, "The plan is done.", key, confirmed=first)
    again = device.writes(job.pk, "The plan is done.", key, confirmed=not first)
    assert (again.status, again.data) == (200, answer.data)
    assert posted() == ["The plan is done."]


def test_what_was_confirmed_is_answered_as_before_without_a_new_warning(ben: Person, job: Job) -> None:
    device, key = tracker_of(ben), str(uuid4())
    answer = device.writes(job.pk, ASKS, key, confirmed=True)
    assert device.writes(job.pk, ASKS, key).data == answer.data
    assert device.writes(job.pk, "Another.", key, confirmed=True).code == "key-reused"
    assert posted() == [ASKS]


def test_a_refused_message_binds_no_key(ben: Person, job: Job) -> None:
    device, key = tracker_of(ben), str(uuid4())
    assert device.writes(job.pk, ASKS, key).code == "seems-off-platform"
    assert device.writes(job.pk, "The plan is done.", key).status == 200
    assert posted() == ["The plan is done."]


def test_words_are_judged_as_they_are_posted(ben: Person, job: Job) -> None:
    broken = "Please send that part to my Pay\x07Pal, we save the f\x07ee."
    assert tracker_of(ben).writes(job.pk, broken).code == "seems-off-platform"
    assert posted() == []


def test_where_the_policy_flags_it_is_posted_and_flagged(ada: Person, ben: Person) -> None:
    job = factories.awarded(ada, ben, policy="marketplace")
    assert tracker_of(ben).writes(job.pk, ASKS).status == 200
    while work(TASK_HANDLERS):
        pass
    assert [row.quoted for row in Flag.objects.all()] == ["send that part to my PayPal", "save the fee"]


def test_messages_are_listed_a_page_at_a_time(
    ada: Person, ben: Person, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(Actor(ben.pk), job, words="One.", files=keep([ContentFile(b"a", "plan.txt")]))
    post(Actor(ada.pk), job, words="Two.", files=[], replies=2)
    post(Actor(ada.pk), job, words="Three.", files=[], corrects=3)
    monkeypatch.setattr(messages, "PAGE", 2)
    first = tracker_of(ada).reads_messages(job.pk).data
    assert [(row["number"], row["words"], row["name"]) for row in first["messages"]] == [
        (2, "One.", "Ben Okafor"),
        (3, "Two.", "Ada Vance"),
    ]
    assert [file["name"] for file in first["messages"][0]["files"]] == ["plan.txt"]
    assert (first["messages"][1]["replies"], first["next"]) == (2, 3)
    rest = tracker_of(ada, "Desk").reads_messages(job.pk, "?after=3").data
    assert [(row["words"], row["corrects"]) for row in rest["messages"]] == [("Three.", 3)]
    assert rest["next"] is None


def test_of_an_erased_message_the_words_are_null(ben: Person, olga: Person, job: Job) -> None:
    post(Actor(ben.pk), job, words="This must go.", files=[])
    erase(Actor(olga.pk), job, entry=2, reason="A court said so.")
    (message,) = tracker_of(ben).reads_messages(job.pk).data["messages"]
    assert (message["words"], message["files"]) == (None, [])


@pytest.mark.parametrize("fields", [{"replies": 99}, {"corrects": 1}, {"words": " "}])
def test_what_the_page_refuses_the_api_refuses(ben: Person, job: Job, fields: dict[str, object]) -> None:
    answer = tracker_of(ben).writes(job.pk, **{"words": "Hello.", **fields})  # type: ignore[arg-type]
    assert answer.status == 409
    assert answer.data["error"]["kept"] == "Nothing was posted."
    assert posted() == []


def test_a_device_does_only_what_it_was_connected_for(ben: Person, job: Job) -> None:
    tracking = tracker_of(ben, scopes=("tracker",))
    answer = tracking.writes(job.pk, "Hello.")
    assert (answer.status, answer.code) == (403, "scope-missing")
    assert "messages" in answer.data["error"]["what"]
    assert tracking.gets("/jobs").status == 200
    writing = tracker_of(ben, "Bot", scopes=("messages",), commits=False)
    assert writing.reads_messages(job.pk).status == 200
    assert (writing.gets("/jobs").status, posted()) == (403, [])
