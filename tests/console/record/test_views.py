"""The page of the record: how far it is signed, and the house's own entries, as a bundle too."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from handsel.console.record import house_entries
from handsel.console.record.concerns import record_concerns
from handsel.console.record.state import log_state, pending_count
from handsel.kernel import clock
from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets, publish
from handsel.policy.rules import Rules
from handsel.record.actions import Actor
from handsel.record.log import keys
from handsel.record.log.writer import write_log
from handsel.record.models import Cosignature, Entry, EntryContent
from handsel_verify.bundles import check
from handsel_verify.notes import Key
from tests.conftest import FrozenClock
from tests.db_tamper import lose
from tests.web.scenario import signed_in

COVERS = (
    "handsel.console.record.concerns",
    "handsel.console.record.house_entries",
    "handsel.console.record.state",
)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture(autouse=True)
def published(frozen_clock: FrozenClock, olga: Person) -> None:
    """A house with policies, one of them Olga's."""
    ensure_presets()
    publish(Actor(olga.pk), "ours", Rules(), reason="We need one of our own.")


def text_of(olga: Person, **query: str) -> str:
    return signed_in(olga).get(reverse("console-record"), query).content.decode()


def test_the_page_says_how_far_the_record_is_signed(olga: Person, frozen_clock: FrozenClock) -> None:
    assert (str(pending_count()), log_state().checkpoint) == ("5", None)
    assert "Nothing is signed yet" in text_of(olga)
    frozen_clock.passes(minutes=6)
    assert "The record is not signed" in text_of(olga)
    assert [concern.tone for concern in record_concerns(clock.now())] == ["bad"]
    write_log()
    assert "The record is signed" in text_of(olga)
    assert list(record_concerns(clock.now())) == []


def test_a_witness_that_did_not_co_sign_in_time_is_named(
    olga: Person, settings: Any, frozen_clock: FrozenClock
) -> None:
    settings.WITNESSES = {"https://witness.example": Key("witness.example", 4, b"k" * 32)}
    write_log()
    assert list(record_concerns(clock.now())) == []
    frozen_clock.passes(minutes=6)
    assert [concern.tone for concern in record_concerns(clock.now())] == ["warn"]
    assert "Not yet" in text_of(olga)
    checkpoint = log_state().checkpoint
    Cosignature.objects.create(
        checkpoint=checkpoint, name="witness.example", key="k", line="l", at=clock.now()
    )
    assert list(record_concerns(clock.now())) == []


def test_a_clock_that_was_set_back_is_named(olga: Person, frozen_clock: FrozenClock) -> None:
    write_log()
    frozen_clock.passes(hours=-1)
    assert [concern.title for concern in record_concerns(clock.now())] == ["The clock is wrong."]


def test_a_key_that_is_gone_is_named(olga: Person, settings: Any) -> None:
    write_log()
    (Path(settings.LOG_KEY_DIR) / "signing-key").unlink()
    assert "Cannot be used" in text_of(olga)


def test_what_operators_did_is_listed_with_the_reason(olga: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    text = text_of(olga)
    assert "Olga Lind published version 1 of the policy Ours" in text
    assert "We need one of our own." in text
    assert "1 of the policy Standard" not in text_of(olga, before="1")
    lose(EntryContent.objects.get(entry=Entry.objects.get(number=5)))
    assert "Erased" in text_of(olga)
    monkeypatch.setattr(house_entries, "ENTRIES_SHOWN", 2)
    monkeypatch.setattr("handsel.console.record.views.ENTRIES_SHOWN", 2)
    assert "?before=4" in text_of(olga)


def test_the_bundle_of_the_house_is_checked_like_that_of_a_job(olga: Person, tmp_path: Path) -> None:
    write_log()
    answer: Any = signed_in(olga).get(reverse("console-bundle"))
    place = tmp_path / "house.zip"
    place.write_bytes(b"".join(answer.streaming_content))
    report = check(place, keys.signer().key)
    assert report.faults == []
    assert "the chain is whole: entries 1 to 5, each as it was sealed" in report.holds
