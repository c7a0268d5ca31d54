"""Why rows of a file are not imported, in words."""

import pytest

from handsel.web.hours.import_words import FAULT_WORDS, LINES_SHOWN, fault_text, refused_lines
from handsel.work.hours.csv_import.faults import RefusedRow, RowFault


@pytest.mark.parametrize("fault", RowFault)
def test_each_fault_has_words(fault: RowFault) -> None:
    assert fault in FAULT_WORDS
    assert "{" not in fault_text(RefusedRow(7, fault, "25:00", 3))


def test_a_cell_that_is_empty_is_said_to_be() -> None:
    assert fault_text(RefusedRow(7, RowFault.NO_DAY)) == "A cell that is needed is empty."


def test_a_cell_with_braces_is_quoted_as_it_is() -> None:
    assert "“{other}”" in fault_text(RefusedRow(7, RowFault.NO_DAY, "{other}"))


def test_a_page_lists_so_many_rows_and_no_more() -> None:
    rows = [RefusedRow(line, RowFault.CELLS) for line in range(LINES_SHOWN + 1)]
    assert len(refused_lines(rows)) == LINES_SHOWN
