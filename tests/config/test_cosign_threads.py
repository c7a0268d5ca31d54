"""Witnesses are asked beside the worker: a dead, slow or lying one holds up neither it nor the others."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.db import OperationalError

from handsel.config import cosign_threads
from handsel.config.cosign_threads import Cosigning
from handsel.record.log.keys import signer
from handsel.record.log.witness import Witness, WitnessResponse
from handsel.record.models import Cosignature, SignedCheckpoint
from handsel_verify.notes import Key
from tests.record.log.test_writer import signed
from tests.serving import free_port
from tests.witnessing import answering, witness_signer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def witnesses(tmp_path: Path, settings: Any) -> Iterator[dict[str, Key]]:
    """One that is good, one that is dead, one that lies."""
    good = Witness(tmp_path / "good", [signer(make=True).key], "good.example")
    lying = witness_signer("lying.example")

    def lie(_body: bytes) -> WitnessResponse:
        return WitnessResponse(200, f"{lying.cosigned('what it was not asked', 1_800_000_000)}\n")

    with ExitStack() as stack:
        settings.WITNESSES = {
            f"http://127.0.0.1:{free_port()}": witness_signer("dead.example").key,
            stack.enter_context(answering(lie)): lying.key,
            stack.enter_context(answering(good.add_checkpoint)): good.key,
        }
        yield settings.WITNESSES


def cosign_all(checkpoint: SignedCheckpoint) -> None:
    cosigning = Cosigning()
    cosigning.begin(checkpoint)
    cosigning.wait(10)


@pytest.mark.usefixtures("witnesses")
def test_what_the_good_one_signs_is_kept_whatever_the_others_do(caplog: pytest.LogCaptureFixture) -> None:
    for size in (2, 3):
        checkpoint = signed(size)
        caplog.clear()
        cosign_all(checkpoint)
        assert [kept.name for kept in checkpoint.cosignatures.all()] == ["good.example"]
        messages = sorted(f"{record.levelname} {record.message}" for record in caplog.records)
        assert messages[0].startswith(f"WARNING witness dead.example did not co-sign the {checkpoint}: ")
        assert messages[1:] == [
            f"WARNING witness lying.example did not co-sign the {checkpoint}: "
            "what it signed does not hold over the checkpoint"
        ]


def test_a_dispute_is_said_loudly(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    with answering(lambda _body: WitnessResponse(422, "")) as address:
        settings.WITNESSES = {address: witness_signer().key}
        cosign_all(signed(2))
    assert [(record.levelname, record.message) for record in caplog.records] == [
        (
            "ERROR",
            "witness witness.example disputes the checkpoint of 2 leaves: "
            "the log does not continue the 0 leaves that it saw",
        )
    ]


def test_a_slow_one_is_not_asked_again_before_it_answered(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    answered = threading.Event()

    def slow(_body: bytes) -> WitnessResponse:
        answered.wait(10)
        return WitnessResponse(500, "")

    with answering(slow) as address:
        settings.WITNESSES = {address: witness_signer().key}
        checkpoint, cosigning = signed(2), Cosigning()
        cosigning.begin(checkpoint)
        cosigning.begin(checkpoint)
        assert "it still has to answer" in caplog.text
        answered.set()
        cosigning.wait(10)
        cosigning.begin(checkpoint)
        cosigning.wait(10)
    assert caplog.text.count("it answered 500") == 2


def test_without_witnesses_nobody_is_asked() -> None:
    cosign_all(signed(2))
    assert not Cosignature.objects.exists()


def test_a_database_that_is_away_is_said(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    settings.WITNESSES = {"http://127.0.0.1:1": witness_signer().key}
    checkpoint = signed(2)
    with patch.object(cosign_threads, "cosign", side_effect=OperationalError("gone\nmore")):
        cosign_all(checkpoint)
    assert "what witness witness.example signed is not kept: gone" in caplog.text
