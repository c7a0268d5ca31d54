"""The names of uploaded files, as the browser sent them: Django drops what is not ASCII's blank."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler
from django.http.multipartparser import MultiPartParser


class _WholeNames(MultiPartParser):
    """A parser that takes the last part of a name and leaves the rest of it alone."""

    def sanitize_file_name(self, file_name: str) -> str | None:
        """The name after the last slash of either kind; None if nothing is left."""
        last = file_name.replace("\\", "/").rpartition("/")[2]
        return None if last in {"", ".", ".."} else last


class WholeNamesHandler(FileUploadHandler):
    """Hands a form to a parser that keeps names whole; the other handlers store its files."""

    def handle_raw_input(
        self,
        input_data: Any,
        meta: dict[str, str],
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> tuple[Any, Any]:
        """The fields and files of a form."""
        assert self.request is not None
        others = [handler for handler in self.request.upload_handlers if handler is not self]
        return _WholeNames(meta, input_data, others, encoding).parse()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Leave the content to the next handler."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""
