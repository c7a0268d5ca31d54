"""How a text file begins, for its page."""

from collections.abc import Sequence
from dataclasses import dataclass

from handsel.record.contents import HEAD_BYTES, decoded
from handsel.record.files import path_of
from handsel.web.filed import Filed

LINES_MAX = 200


@dataclass(frozen=True)
class Beginning:
    """The first lines of a text, and whether there are more."""

    lines: Sequence[str]
    is_cut: bool

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)


def beginning(filed: Filed) -> Beginning | None:
    """The first lines of a file that is text and may be fetched, of 64 KB at most; none of any other."""
    if not filed.is_text or filed.state is not None:
        return None
    with path_of(filed.stored.sha256).open("rb") as file:
        head = file.read(HEAD_BYTES)
    is_part = filed.stored.size > len(head)
    lines = decoded(head, is_part=is_part).splitlines()
    return Beginning(lines[:LINES_MAX], is_part or len(lines) > LINES_MAX)
