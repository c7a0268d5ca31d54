"""Files as attachments, in pieces that a server hands on quickly."""

from io import BytesIO

from handsel.web.base.downloads import PIECE_BYTES, Attachment


def test_a_file_comes_whole_under_its_name_in_large_pieces() -> None:
    content = bytes(range(256)) * 1_000
    answer = Attachment(BytesIO(content), "Día 1.bin")
    pieces = [bytes(piece) for piece in answer]
    assert b"".join(pieces) == content
    assert [len(piece) for piece in pieces] == [PIECE_BYTES] * 3 + [len(content) - 3 * PIECE_BYTES]
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''D%C3%ADa%201.bin"
    assert answer["Content-Length"] == str(len(content))
