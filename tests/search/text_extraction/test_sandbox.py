"""Reading files in a child: every kind by its content, and nothing hostile harms or holds up the house."""

import gc
import io
import os
import random
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest

from handsel.search.text_extraction import sandbox
from handsel.search.text_extraction.extract_worker import TEXT_BYTES_MAX, limited
from handsel.search.text_extraction.sandbox import ExtractedText, extract_text
from tests.search.text_extraction import documents
from tests.search.text_extraction.documents import WORDS

COVERS = ("handsel.search.text_extraction.extract_worker",)
HTML = f"<!DOCTYPE html><style>x {{}}</style><p>{WORDS}<script>alert('unheard')</script>"


@pytest.fixture
def place(tmp_path: Path) -> Callable[[bytes], Path]:
    def place(content: bytes) -> Path:
        path = tmp_path / "a.jpg"
        path.write_bytes(content)
        return path

    return place


def bomb(megabytes: int) -> bytes:
    """A document that unpacks to so much."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as member,
    ):
        member.write(b"<w><t>" + WORDS.replace("&", "&amp;").encode() + b"</t>")
        for _ in range(megabytes):
            member.write(b" " * 1024 * 1024)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "content", "also"),
    [
        ("pdf", lambda: documents.pdf(pages=2), ""),
        ("docx", documents.docx, ""),
        ("xlsx", documents.xlsx, "inline words"),
        ("pptx", documents.pptx, "what the speaker says"),
        ("odf", documents.odf, "and more"),
        ("text", WORDS.encode, ""),
        ("text", lambda: WORDS.encode("utf-16"), ""),
        ("text", lambda: WORDS.encode("cp1252"), ""),
        ("text", HTML.encode, ""),
    ],
)
def test_each_kind_is_known_by_its_content(
    kind: str, content: Callable[[], bytes], also: str, place: Callable[[bytes], Path]
) -> None:
    extracted = extract_text(place(content()))
    assert (extracted.kind, extracted.fault) == (kind, "")
    assert WORDS in " ".join(extracted.text.split())
    assert also in extracted.text
    assert "unheard" not in extracted.text
    assert "77777" not in extracted.text


@pytest.mark.parametrize(
    "content",
    [b"\x89PNG\r\n\x1a\n\0\0\0", documents.zipped(a_xml="<a/>"), b"\xd0\xcf\x11\xe0\0\0", bytes(range(256))],
)
def test_what_is_no_document_is_left_alone(content: bytes, place: Callable[[bytes], Path]) -> None:
    assert extract_text(place(content)) == ExtractedText(fault="its kind is unknown")


@pytest.mark.parametrize(
    "content",
    [
        lambda: b"",
        lambda: b"PK\x03\x04" + random.Random(1).randbytes(10_000),
        lambda: b"%PDF-1.7\n" + random.Random(2).randbytes(10_000),
        lambda: documents.docx()[:200],
        lambda: documents.pdf()[:2000],
        lambda: documents.docx("<w:p>" * 200_000),
        lambda: documents.docx(head=documents.billion_laughs(), body="<w:t>&a9;</w:t>"),
        lambda: documents.docx(head=documents.OUTSIDE, body="<w:t>&x;</w:t>"),
        documents.endless_pdf,
        lambda: bomb(300),
        lambda: b"a " * 3_000_000,
    ],
    ids=["empty", "zip", "pdf", "cut zip", "cut pdf", "deep", "laughs", "outside", "endless", "bomb", "long"],
)
def test_a_hostile_file_ends_soon_and_says_little(
    content: Callable[[], bytes], place: Callable[[bytes], Path]
) -> None:
    path = place(content())
    began = time.monotonic()
    extracted = extract_text(path)
    assert time.monotonic() - began < sandbox.SECONDS_MAX + 60
    assert len(extracted.text.encode()) <= TEXT_BYTES_MAX
    assert "haha" not in extracted.text
    assert "root:" not in extracted.text


def test_what_was_read_before_a_fault_is_kept(place: Callable[[bytes], Path]) -> None:
    extracted = extract_text(place(documents.docx("<w:p><w:t>kept</w:t></w:p>" * 10_000 + "<broken")))
    assert "kept" in extracted.text


@pytest.mark.parametrize(
    ("harm", "fault"),
    [
        ("while True: pass", "it went beyond the limits"),
        ("x = 'x' * 10**9", "it could not be read"),
        ("import time; time.sleep(99)", "it took too long"),
        ("while True: print('x' * 10**6)", "it could not be read"),
        ("open(__file__, 'w').write('x' * 10**8)", "it could not be read"),
        ("import os; assert not [name for name in os.environ if 'HANDSEL' in name]", ""),
    ],
    ids=["time", "memory", "sleep", "output", "disk", "secrets"],
)
def test_a_reader_that_was_taken_over_is_bounded(
    harm: str, fault: str, place: Callable[[bytes], Path], tmp_path: Path
) -> None:
    """As if a file had made a reader do its will."""
    script = tmp_path / "taken.py"
    script.write_text(
        "from handsel.search.text_extraction import extract_worker as worker\n"
        f"worker.CPU_SECONDS_MAX = 1\nworker.bound()\n{harm}\n"
    )
    popen = sandbox.subprocess.Popen

    def taken(command: list[str], **named: object) -> object:
        return popen([command[0], str(script)], **named)  # type: ignore[call-overload]

    seconds_max = 4 if fault == "it took too long" else 60
    with patch.object(sandbox.subprocess, "Popen", taken), patch.object(sandbox, "SECONDS_MAX", seconds_max):
        extracted = extract_text(place(b"x"))
    assert extracted.fault == fault
    assert len(extracted.text.encode()) <= TEXT_BYTES_MAX


def test_enough_is_enough_and_no_character_is_cut() -> None:
    text = b"".join(limited(iter(["ü" * TEXT_BYTES_MAX, "never"])))
    assert len(text) == TEXT_BYTES_MAX
    assert text.decode() == "ü" * (TEXT_BYTES_MAX // 2)


def test_nothing_is_left_open(place: Callable[[bytes], Path]) -> None:
    gc.collect()  # What an earlier test left open is not closed in between.
    before = len(os.listdir("/proc/self/fd"))
    extract_text(place(b"words"))
    gc.collect()
    assert len(os.listdir("/proc/self/fd")) == before
