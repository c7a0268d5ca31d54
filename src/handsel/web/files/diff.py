"""Two versions of a text file compared: the changes, with a few unchanged lines around them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from handsel.kernel.text_diff import DiffLine, line_diff
from handsel.record.file_types import decoded
from handsel.record.files import open_stored
from handsel.web.files.presentation import FileView

BYTES_MAX = 1_000_000
LINES_MAX = 20_000
ROWS_MAX = 2_000
AROUND = 3
"""How many unchanged lines are shown before and after a change."""


@dataclass(frozen=True)
class FileDiff:
    """The differences; a row that is None stands for hidden unchanged lines."""

    rows: Sequence[DiffLine | None] = ()
    is_cut: bool = False
    is_beyond: bool = False

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return not self.is_beyond and all(row is None or row.kind == "same" for row in self.rows)


def file_diff(old: FileView, new: FileView) -> FileDiff:
    """The lines of two texts side by side, within the limits of a readable page."""
    if any(file_view.stored.size > BYTES_MAX for file_view in (old, new)):
        return FileDiff(is_beyond=True)
    before, after = (_lines_of(file_view) for file_view in (old, new))
    if max(len(before), len(after)) > LINES_MAX:
        return FileDiff(is_beyond=True)
    rows = list(islice(_collapse(list(line_diff(before, after))), ROWS_MAX + 1))
    return FileDiff(rows[:ROWS_MAX], is_cut=len(rows) > ROWS_MAX)


def _lines_of(file_view: FileView) -> list[str]:
    with open_stored(file_view.stored.sha256) as file:
        return decoded(file.read()).splitlines()


def _collapse(lines: Sequence[DiffLine]) -> Iterator[DiffLine | None]:
    near = {
        place
        for at, line in enumerate(lines)
        if line.kind != "same"
        for place in range(at - AROUND, at + AROUND + 1)
    }
    skipping = False
    for at, line in enumerate(lines):
        if at in near:
            yield line
        elif not skipping:
            yield None
        skipping = at not in near
