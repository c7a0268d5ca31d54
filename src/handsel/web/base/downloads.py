"""Files as attachments."""

from typing import IO

from django.http import FileResponse

PIECE_BYTES = 64 * 1024


class Attachment(FileResponse):
    """A file to keep, in larger pieces than Django's of 4 kB: each takes its way through the server."""

    block_size = PIECE_BYTES

    def __init__(self, source: IO[bytes], name: str) -> None:
        super().__init__(source, as_attachment=True, filename=name)
