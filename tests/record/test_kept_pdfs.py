"""Kept PDFs: made once, found again, and swept when they are half written or too many."""

import os
from pathlib import Path
from typing import Any

import pytest

from handsel.record import kept_pdfs, part_files


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.PDF_DIR = tmp_path
    return tmp_path


def test_what_was_kept_is_found_again_by_its_page() -> None:
    kept_pdfs.keep("<p>one", b"%PDF one")
    assert (kept_pdfs.kept("<p>one"), kept_pdfs.kept("<p>two")) == (b"%PDF one", None)


def test_what_a_killed_process_left_is_swept_and_what_is_being_written_stays(folder: Path) -> None:
    kept_pdfs.keep("<p>one", b"%PDF one")
    (place,) = folder.glob("*/*.pdf")
    left = place.with_suffix(part_files.SUFFIX)
    left.write_bytes(b"%PD")
    with part_files.new_part(place.parent) as (part, _file):
        assert kept_pdfs.sweep() == 1
        assert (left.exists(), part.exists(), place.exists()) == (False, True, True)


def test_of_too_many_those_that_were_not_read_for_longest_go(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setattr(kept_pdfs, "BYTES_MAX", 10)
    for number, page in enumerate(("one", "two", "three")):
        kept_pdfs.keep(page, b"%PDF.")
        for place in folder.glob("*/*.pdf"):
            if place.stat().st_mtime > number:
                os.utime(place, (number, number))
    assert kept_pdfs.kept("one")
    assert kept_pdfs.sweep() == 1
    assert [bool(kept_pdfs.kept(page)) for page in ("one", "two", "three")] == [True, False, True]


def test_without_a_folder_nothing_is_swept(folder: Path) -> None:
    folder.rmdir()
    assert kept_pdfs.sweep() == 0
