"""Notes, checkpoints and keys: read and written as the transparency-log specifications say."""

from base64 import b64encode
from contextlib import suppress

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from handsel_verify.notes import (
    COSIGNATURE,
    NOTE_BYTES_MAX,
    SIGNATURE,
    Checkpoint,
    Key,
    Note,
    NoteBroken,
    Signature,
    checkpoint_from,
    cosigned_text,
    key_from,
    log_key_from,
    note_from,
    signed_checkpoint,
    time_of,
    with_signatures,
)

PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = PRIVATE.public_key().public_bytes_raw()
HOUSE = Key("handsel.example/log", SIGNATURE, PUBLIC)
WITNESS = Key("witness.example", COSIGNATURE, PUBLIC)
TEXT = str(Checkpoint("handsel.example/log", 318, bytes(range(32))))


def signed(text: str = TEXT) -> Note:
    return Note(text, (Signature(HOUSE.name, HOUSE.id, PRIVATE.sign(text.encode())),))


def cosigned(seconds: int) -> Signature:
    value = seconds.to_bytes(8, "big") + PRIVATE.sign(cosigned_text(TEXT, seconds))
    return Signature(WITNESS.name, WITNESS.id, value)


def test_a_note_comes_back_from_its_text_with_a_signature_that_holds() -> None:
    note = note_from(str(signed()))
    assert note == signed()
    assert note.signed_by(HOUSE)
    assert checkpoint_from(note.text) == Checkpoint("handsel.example/log", 318, bytes(range(32)))


def test_the_key_of_the_published_example_has_its_id() -> None:
    text = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    assert str(key_from(text)) == text


def test_a_cosignature_holds_with_its_time_and_no_other() -> None:
    line = cosigned(1_766_000_000)
    note = with_signatures(signed(), [line, line])
    assert len(note.signatures) == 2
    assert note.signed_by(WITNESS) == line
    assert time_of(line) == 1_766_000_000
    moved = Signature(line.name, line.key_id, (1_766_000_001).to_bytes(8, "big") + line.value[8:])
    assert with_signatures(signed(), [moved]).signed_by(WITNESS) is None


@pytest.mark.parametrize("place", range(len(TEXT)))
def test_a_changed_letter_breaks_the_signature(place: int) -> None:
    changed = TEXT[:place] + chr(ord(TEXT[place]) ^ 1) + TEXT[place + 1 :]
    assert Note(changed, signed().signatures).signed_by(HOUSE) is None


def test_a_key_of_another_name_or_sort_does_not_hold() -> None:
    assert signed().signed_by(Key("other.example", SIGNATURE, PUBLIC)) is None
    assert signed().signed_by(Key(HOUSE.name, COSIGNATURE, PUBLIC)) is None


@pytest.mark.parametrize("key", [HOUSE, WITNESS])
def test_a_key_comes_back_from_its_text(key: Key) -> None:
    assert key_from(f"{key}\n") == key


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name",
        "name+00000000",
        "name+00000000+%%%",
        f"name+00000000+{b64encode(bytes([1]) + PUBLIC).decode()}",
        str(Key("name", 9, PUBLIC)),
        str(Key("name", SIGNATURE, PUBLIC[:-1])),
        str(Key("", SIGNATURE, PUBLIC)),
        str(Key("a name", SIGNATURE, PUBLIC)),
        f" {HOUSE}",
        f"{HOUSE}\n\n",
        f"\ufeff{HOUSE}",
        f"\ud800{HOUSE}",
    ],
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(NoteBroken):
        key_from(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "text\n",
        "text\n\n— name",
        "text\n\nname AAAAAAA=\n",
        "text\n\n— name ???\n",
        "text\n\n— name AAAA\n",
        "text\n\n— a b c\n",
        "text\n\n— a+b AAAAAAA=\n",
        "text\n\n— name AAAAAAB=\n",
        "text\n\n— name AAAAAAA\n",
        "text\n\n— name AAAAAAA=\n\n",
        "text\r\n\n— name AAAAAAA=\n",
        "te\x1bxt\n\n— name AAAAAAA=\n",
        "t" * (NOTE_BYTES_MAX + 1),
        "é" * (NOTE_BYTES_MAX // 2 + 1),
    ],
)
def test_what_is_no_note_is_refused(text: str) -> None:
    with pytest.raises(NoteBroken):
        note_from(text)


ROOT = b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "origin\n",
        f"\n1\n{ROOT}\n",
        f"origin\n01\n{ROOT}\n",
        f"origin\n-1\n{ROOT}\n",
        f"origin\n{'9' * 20}\n{ROOT}\n",
        "origin\n1\nAAAA\n",
        "origin\n1\n?\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NoteBroken):
        checkpoint_from(text)


def test_a_checkpoint_is_one_of_the_house_that_signed_it() -> None:
    assert signed_checkpoint(str(signed()), HOUSE) == (signed(), checkpoint_from(TEXT))
    other = TEXT.replace("handsel.example", "another.example")
    for text in (str(signed(other)), str(Note(TEXT, signed(other).signatures))):
        with pytest.raises(NoteBroken):
            signed_checkpoint(text, HOUSE)


def test_the_key_of_a_witness_is_not_that_of_a_log() -> None:
    assert log_key_from(str(HOUSE)) == HOUSE
    with pytest.raises(NoteBroken, match="not the key of a log"):
        log_key_from(str(WITNESS))


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (note_from, checkpoint_from, key_from):
        with suppress(NoteBroken):
            read(text)
