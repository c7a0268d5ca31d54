"""What somebody does to a bundle is named, whatever it is; a hostile one costs neither memory nor time."""

import json
import struct
import time
import tracemalloc
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handsel.record.log.keys import Signer, signer
from handsel_verify.bundles import FAULTS_MAX, check, statement
from handsel_verify.canonical import canonical
from handsel_verify.leaves import commitment, entry_hash
from handsel_verify.notes import Note, Signature, checkpoint_from, note_from
from handsel_verify.reports import Report
from handsel_verify.zip_directory import PACKED_ANEW
from tests.record.evidence import bring, lines, members, rewritten, say, with_lines, written

COVERS = (
    "handsel_verify.archives",
    "handsel_verify.zip_directory",
    "handsel_verify.entries",
    "handsel_verify.manifests",
    "handsel_verify.file_references",
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]

Content = dict[str, bytes]


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    job = uuid4()
    say(job, words="First.")
    bring(job, "plan.pdf", b"the plan")
    say(job, words="Third.", money={"amount": 500, "currency": "USD"})
    say(job, words="Fourth.")
    place = written(job, tmp_path / "bundle.zip")
    assert check(place, signer().key).faults == []
    return place


def faults(place: Path, content: Content) -> list[str]:
    return check(rewritten(place, content)).faults


def signed_anew(content: Content, by: Signer) -> Content:
    """The bundle as its forger would sign it: every digest right, with the forger's key."""
    manifest = json.loads(content["manifest.json"])
    entries = lines(content)
    named = {name: sha256(content[name]).hexdigest() for name in manifest["members"] if name in content}
    facts = manifest | {"members": named, "entries": len(entries), "head": entries[-1]["hash"]}
    data = canonical(facts)

    def note(text: str) -> bytes:
        return str(Note(text, (Signature(by.name, by.key.id, by.private.sign(text.encode())),))).encode()

    checkpoint = checkpoint_from(note_from(content["checkpoint.txt"].decode()).text)
    return content | {
        "manifest.json": data,
        "statement.txt": note(statement(by.name, data)),
        "checkpoint.txt": note(f"{by.name}\n" + str(checkpoint).split("\n", 1)[1]),
        "key.txt": str(by.key).encode(),
    }


def resealed(entry: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """An entry with another content, under a commitment and a hash that fit it."""
    content = entry["content"] | changes
    header = entry["header"] | {"commitment": commitment(bytes.fromhex(entry["salt"]), content).hex()}
    return entry | {"content": content, "header": header, "hash": entry_hash(header).hex()}


def dropped(entries: list[Any]) -> list[Any]:
    return [entries[0], *entries[2:]]


def swapped(entries: list[Any]) -> list[Any]:
    return [entries[1], entries[0], *entries[2:]]


def doubled(entries: list[Any]) -> list[Any]:
    return [entries[0], *entries]


def inserted(entries: list[Any]) -> list[Any]:
    return [*entries[:2], resealed(entries[1], words="Never said."), *entries[2:]]


def cut_short(entries: list[Any]) -> list[Any]:
    return entries[:-1]


def other_words(entries: list[Any]) -> list[Any]:
    return [entries[0] | {"content": {"words": "Not what I said."}}, *entries[1:]]


def rewritten_history(entries: list[Any]) -> list[Any]:
    return [resealed(entries[0], words="Not what I said."), *entries[1:]]


TRICKS: dict[Callable[[list[Any]], list[Any]], str] = {
    dropped: "entry 2: carries number 3",
    swapped: "entry 1: carries number 2",
    doubled: "entry 2: carries number 1",
    inserted: "entry 3: carries number 2",
    cut_short: "the site signed for 4 entries, the bundle has 3",
    other_words: "entry 1: its content does not match its commitment",
    rewritten_history: "entry 2: does not point at the entry before it",
}


@pytest.mark.parametrize("trick", TRICKS)
def test_what_is_done_to_entries_is_named(bundle: Path, trick: Callable[[list[Any]], list[Any]]) -> None:
    content = members(bundle)
    named = faults(bundle, with_lines(content, trick(lines(content))))
    assert "entries.jsonl was changed: its bytes are not those that were signed for" in named
    assert TRICKS[trick] in named


@pytest.mark.parametrize("trick", [t for t in TRICKS if t is not cut_short])
def test_even_the_house_itself_cannot_sign_for_it_again(
    bundle: Path, trick: Callable[[list[Any]], list[Any]]
) -> None:
    content = members(bundle)
    named = faults(bundle, signed_anew(with_lines(content, trick(lines(content))), signer()))
    assert TRICKS[trick] in named or "entry 1: its proof does not lead to the signed checkpoint" in named


def test_a_whole_history_made_anew_does_not_lead_to_the_checkpoint(bundle: Path) -> None:
    content = members(bundle)
    entries, previous = [], bytes(32).hex()
    for entry in lines(content):
        changed = resealed(entry | {"header": entry["header"] | {"previous": previous}}, words="Other words.")
        previous = changed["hash"]
        entries.append(changed)
    named = faults(bundle, signed_anew(with_lines(content, entries), signer()))
    assert named == [f"entry {n}: its proof does not lead to the signed checkpoint" for n in range(1, 5)]


def test_who_is_in_the_log_comes_after_nobody_who_is_not(bundle: Path) -> None:
    content = members(bundle)
    entries = [entry | {"leaf": None} if place == 1 else entry for place, entry in enumerate(lines(content))]
    named = faults(bundle, signed_anew(with_lines(content, entries), signer()))
    assert "entry 3: it is in the log, and one before it is not" in named


def test_what_is_old_and_not_in_the_log_is_named(bundle: Path) -> None:
    content = members(bundle)
    left = with_lines(content, [entry | {"leaf": None} for entry in lines(content)])
    assert faults(bundle, signed_anew(left, signer())) == []
    manifest = json.loads(content["manifest.json"])
    later = datetime.fromisoformat(manifest["made_at"]) + timedelta(hours=2)
    left["manifest.json"] = canonical(manifest | {"made_at": later.isoformat()})
    named = faults(bundle, signed_anew(left, signer()))
    assert named == [f"entry {number}: it is old, and not in the log" for number in range(1, 5)]


@pytest.mark.parametrize("made_at", [None, "then", "2026-03-02T17:00:00"])
def test_a_bundle_says_when_it_was_made(bundle: Path, made_at: object) -> None:
    content = members(bundle)
    manifest = json.loads(content["manifest.json"])
    content["manifest.json"] = canonical(manifest | {"made_at": made_at})
    assert "a time in it is none" in faults(bundle, signed_anew(content, signer()))[0]


def test_another_key_is_named_and_refused_where_the_reader_trusts_one(bundle: Path) -> None:
    trusted = signer().key
    forger = Signer(trusted.name, Ed25519PrivateKey.generate())
    rewritten(bundle, signed_anew(members(bundle), forger))
    assert check(bundle, trusted).faults == [f"the bundle names the key {forger.key}, not the one you trust"]
    assert check(bundle).remarks == [f"Compare the key with the one that the site publishes: {forger.key}"]


@pytest.mark.parametrize(
    "name", ["entries.jsonl", "index.html", "manifest.json", "checkpoint.txt", "key.txt"]
)
def test_a_missing_member_is_named(bundle: Path, name: str) -> None:
    content = members(bundle)
    del content[name]
    assert any(name in fault for fault in faults(bundle, content))


def test_a_replaced_file_is_named(bundle: Path) -> None:
    content = members(bundle)
    (file,) = [name for name in content if name.startswith("files/")]
    changed = content | {file: b"the plat"}
    assert faults(bundle, changed) == [f"{file} was changed: its bytes are not those that were signed for"]
    assert faults(bundle, signed_anew(changed, signer())) == [
        f"{file} was changed: its bytes are not those that were signed for"
    ]


def test_a_file_left_out_in_silence_is_named(bundle: Path) -> None:
    content = members(bundle)
    (file,) = [name for name in content if name.startswith("files/")]
    del content[file]
    digest = file.removeprefix("files/")
    assert faults(bundle, signed_anew(content, signer())) == [f"entry 2: its file {digest[:16]} is missing"]


@pytest.mark.parametrize("name", ["files/../../evil", "/etc/passwd", "more.txt", "files/" + "0" * 64])
def test_what_was_added_is_named(bundle: Path, name: str) -> None:
    (fault,) = faults(bundle, members(bundle) | {name: b"?"})
    assert fault.endswith("was added to the bundle")


def same(report: Report) -> bool:
    return not report.faults


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(data=st.data())
def test_a_changed_byte_is_named_or_changes_nothing(bundle: Path, data: st.DataObject) -> None:
    whole = (bundle.parent / "whole").exists() or (bundle.parent / "whole").write_bytes(bundle.read_bytes())
    assert whole
    original = (bundle.parent / "whole").read_bytes()
    place = data.draw(st.integers(0, len(original) - 1))
    changed = bytearray(original)
    changed[place] ^= data.draw(st.integers(1, 255))
    bundle.write_bytes(changed)
    report = check(bundle)
    assert len(set(report.faults)) == len(report.faults)
    if same(report):
        before = members(bundle)
        bundle.write_bytes(original)
        assert before == members(bundle)


def test_a_bundle_cut_at_any_byte_is_named(bundle: Path) -> None:
    original = bundle.read_bytes()
    for end in [*range(0, len(original), 97), len(original) - 1]:
        bundle.write_bytes(original[:end])
        assert check(bundle).faults, end


def test_what_is_compressed_is_not_inflated(bundle: Path) -> None:
    with ZipFile(bundle, "w", ZIP_DEFLATED) as zipped:
        zipped.writestr("entries.jsonl", bytes(50_000_000))
    tracemalloc.start()
    named = check(bundle).faults
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert named == [f"entries.jsonl is compressed, which no bundle's members are: {PACKED_ANEW}"]
    assert most < 5_000_000


def test_a_member_over_another_is_refused(bundle: Path) -> None:
    data = bytearray(bundle.read_bytes())
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<L", data, at + 42, 0)
    bundle.write_bytes(data)
    assert check(bundle).faults


def test_another_archive_before_it_is_not_taken_for_it(bundle: Path) -> None:
    """A reader that begins at the front would see the other."""
    other = rewritten(bundle.with_name("other.zip"), {"index.html": b"Never said."}).read_bytes()
    original = bundle.read_bytes()
    for forged in (other + original, b"MZ" * 50 + original, original + b"more", original + original):
        bundle.write_bytes(forged)
        assert check(bundle).faults


def test_bytes_between_members_are_refused(bundle: Path) -> None:
    data, size = bundle.read_bytes(), 40
    begin, end = data.find(b"PK\x01\x02"), data.rfind(b"PK\x05\x06")
    tail = bytearray(data[begin:])
    struct.pack_into("<L", tail, end - begin + 16, begin + size)
    bundle.write_bytes(data[:begin] + bytes(size) + tail)
    assert check(bundle).faults == ["something lies between the members and their list"]


def test_a_list_of_members_without_end_is_not_read(bundle: Path) -> None:
    data = bytearray(bundle.read_bytes())
    at = data.rfind(b"PK\x05\x06")
    struct.pack_into("<L", data, at + 12, 2**31)
    bundle.write_bytes(data)
    assert check(bundle).faults == ["its list of members is longer than 67,108,864 bytes"]


def test_a_hundred_thousand_hostile_entries_are_soon_done(bundle: Path) -> None:
    content = members(bundle)
    entry = content["entries.jsonl"].splitlines()[0] + b"\n"
    rewritten(bundle, content | {"entries.jsonl": entry * 100_000})
    tracemalloc.start()
    began = time.process_time()
    named = check(bundle).faults
    took, most = time.process_time() - began, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert 0 < len(named) <= FAULTS_MAX + 1
    assert most < 20_000_000
    assert took < 120


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"nonsense", "not written as an entry"),
        (b"[]", "not written as an entry"),
        (b"{}", "not written as an entry"),
        (b'{"header": {}, "content": null, "salt": null, "hash": "00", "leaf": null}', "other fields"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"header": 1e999}', "no number like"),
        (b"\xff", "not written as an entry"),
        (b'"' + b"x" * 17_000_000, "longer than"),
    ],
)
def test_what_is_no_entry_is_named(bundle: Path, line: bytes, why: str) -> None:
    assert any(why in fault for fault in faults(bundle, members(bundle) | {"entries.jsonl": line + b"\n"}))


@pytest.mark.parametrize("manifest", [b"", b"[]", b"{}", b'{"format": "handsel-bundle/2"}', b"[" * 100_000])
def test_a_manifest_of_another_format_is_named(bundle: Path, manifest: bytes) -> None:
    content, by = members(bundle), signer()
    text = statement(by.name, manifest)
    note = str(Note(text, (Signature(by.name, by.key.id, by.private.sign(text.encode())),))).encode()
    (fault,) = faults(bundle, content | {"manifest.json": manifest, "statement.txt": note})
    assert "a newer handsel-verify may read it" in fault


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_bundle_is_named(tmp_path: Path, data: bytes) -> None:
    place = tmp_path / "bundle.zip"
    place.write_bytes(data)
    assert check(place).faults


def test_a_member_twice_is_refused(bundle: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"), ZipFile(bundle, "a", ZIP_STORED) as zipped:
        zipped.writestr(ZipInfo("index.html"), "another")
    assert check(bundle).faults == ["index.html is there twice"]
