"""The key of the log: made once, for its owner alone, and the memory of what it signed."""

from pathlib import Path

import pytest

from handsel.record.log import keys
from handsel.record.log.keys import KeyBroken, last_signed, remember
from handsel.record.log.keys import signer as signer_of
from handsel_verify.notes import Checkpoint, key_from

COVERS = ("handsel.record.log.keyfiles",)


def signer() -> keys.Signer:
    return signer_of(make=True)


@pytest.fixture
def folder(settings: object) -> Path:
    place: Path = settings.LOG_KEY_DIR  # type: ignore[attr-defined]
    return place


def test_the_key_is_made_once_and_named_after_the_house(folder: Path) -> None:
    first = signer()
    assert str(signer().key) == str(first.key)
    assert first.name == "localhost:8000/log"
    assert (folder / "signing-key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in folder.iterdir()] == ["signing-key"]


def test_what_it_signs_holds_and_is_remembered() -> None:
    assert last_signed() is None
    note = signer().signed(Checkpoint(signer().name, 7, bytes(32)))
    remember(note)
    assert last_signed() == note
    assert note.signed_by(key_from(str(signer().key)))


def test_who_comes_second_takes_the_key_that_is_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = signer()
    keys._make(folder / "signing-key")
    assert str(signer().key) == str(first.key)


@pytest.mark.parametrize("text", ["", "PRIVATE+KEY+a+00000000+AAAA", "PRIVATE+KEY+a+00000000+%", "nonsense"])
def test_a_file_that_is_no_key_is_named(folder: Path, text: str) -> None:
    signer()
    (folder / "signing-key").write_text(text)
    with pytest.raises(KeyBroken, match="holds no signing key"):
        signer()


def test_a_key_whose_id_is_another_is_refused(folder: Path) -> None:
    signer()
    place = folder / "signing-key"
    place.write_text(place.read_text().replace("localhost", "elsewhere"))
    with pytest.raises(KeyBroken, match="id does not match"):
        signer()


def test_a_key_that_was_never_made_is_missed() -> None:
    with pytest.raises(KeyBroken, match="is not there"):
        signer_of()


def test_a_lost_key_is_not_replaced_in_silence(folder: Path) -> None:
    remember(signer().signed(Checkpoint(signer().name, 7, bytes(32))))
    (folder / "signing-key").unlink()
    with pytest.raises(KeyBroken, match="put the key back"):
        signer()


@pytest.mark.parametrize("text", ["", "not a note", "\udcff"])
def test_a_memory_that_is_broken_is_named(folder: Path, text: str) -> None:
    signer()
    (folder / "last-checkpoint").write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(KeyBroken, match="last-checkpoint"):
        last_signed()


def test_a_memory_that_another_key_signed_is_refused(folder: Path) -> None:
    remember(signer().signed(Checkpoint(signer().name, 7, bytes(32))))
    place = folder / "last-checkpoint"
    place.write_text(place.read_text().replace("\n7\n", "\n8\n"))
    with pytest.raises(KeyBroken, match="not signed"):
        last_signed()
