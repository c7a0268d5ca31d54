"""What files are by their bytes, and the words of texts in any encoding."""

import os
from io import BytesIO
from zipfile import ZipFile

import pytest

from handsel.record.file_types import EMPTY, TEXT, UNKNOWN, decoded, extension_of, type_of
from tests.web.scenario import picture


def zipped(*names: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"", EMPTY),
        (b"A plan.\nIn lines.\n", TEXT),
        ("żółw 🐢".encode(), TEXT),
        ("żółw".encode("utf-16"), TEXT),
        ("日本語のテキスト".encode("shift_jis"), TEXT),
        (b"BMW is a car, MZ was East German", TEXT),
        (b"<!doctype html><script>alert(1)</script>", TEXT),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', TEXT),
        (b"%PDF-1.7\nall of it words", "application/pdf"),
        (b"%PDF-1.7\n\0\1", "application/pdf"),
        (picture(), "image/png"),
        (picture("JPEG"), "image/jpeg"),
        (zipped("a.txt"), "application/zip"),
        (b"MZ" + b"\0" * 100, "application/x-msdownload"),
        (b"\x7fELF" + b"\0" * 100, "application/x-executable"),
        (os.urandom(2000), None),
        (b"\0\1\2\3" * 100, UNKNOWN),
    ],
)
def test_the_bytes_tell_the_type(head: bytes, media_type: str | None) -> None:
    assert type_of(head) == media_type or media_type is None


def test_an_extension_is_what_files_of_a_type_mostly_have() -> None:
    assert (extension_of("application/pdf"), extension_of("image/jpeg"), extension_of(TEXT)) == (
        "pdf",
        "jpg",
        "",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_words_are_read_in_the_encoding_they_declare(encoding: str) -> None:
    text = "Pokoje są czyste, a śniadanie było dobre.\n" * 5
    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Die Räume sind groß, das Frühstück schön süß. Über Möbel und Türen hört man nichts."),
        ("koi8-r", "Комнаты чистые, а завтрак был очень хороший. Мы обязательно вернёмся сюда летом."),
        ("shift_jis", "部屋はきれいで、朝食はとてもおいしかったです。夏にまた来ます。"),
    ],
)
def test_an_encoding_of_old_is_guessed_by_its_words(encoding: str, text: str) -> None:
    assert decoded((text * 5).encode(encoding)) == text * 5


def test_bytes_in_no_encoding_are_read_all_the_same() -> None:
    assert decoded(b"\xff\xfea") != ""
    assert len(decoded(os.urandom(5000))) > 0
    assert decoded(b"") == ""
