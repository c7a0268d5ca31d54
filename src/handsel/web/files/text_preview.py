"""The beginning of a text file, for its page."""

from collections.abc import Sequence
from dataclasses import dataclass

from handsel.record.file_types import HEAD_BYTES, decoded
from handsel.record.files import FileMissing, open_stored
from handsel.web.files.presentation import FileView

LINES_MAX = 200


@dataclass(frozen=True)
class TextPreview:
    """The first lines of a text, and whether there are more."""

    lines: Sequence[str]
    is_cut: bool

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)


def text_preview(file_view: FileView) -> TextPreview | None:
    """The first lines of a text file that may be downloaded, from its first 64 KB.

    None for any other file, and for one that was lost.
    """
    if not file_view.is_text or file_view.state is not None:
        return None
    try:
        with open_stored(file_view.stored.sha256) as file:
            head = file.read(HEAD_BYTES)
    except FileMissing:
        return None
    is_part = file_view.stored.size > len(head)
    lines = decoded(head, is_part=is_part).splitlines()
    return TextPreview(lines[:LINES_MAX], is_part or len(lines) > LINES_MAX)
