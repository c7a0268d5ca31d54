import pytest

from handsel.work.hours.csv_import.table import ROWS_MAX, NotATable, Unreadable, read_table

LINES = 'Date,Hours,Notes\n2026-03-02,1.5,"Drew, and wrote"\n\n2026-03-03,2,Łódź\n'


@pytest.mark.parametrize(
    "content",
    [
        LINES.encode(),
        LINES.encode("utf-8-sig"),
        LINES.encode("utf-16"),
        LINES.replace("\n", "\r\n").encode(),
        LINES.replace("\n", "\r").encode(),
    ],
)
def test_encodings_and_ends_of_lines_are_found(content: bytes) -> None:
    table = read_table(content)
    assert table.header == ("Date", "Hours", "Notes")
    assert [row.cells[2] for row in table.rows] == ["Drew, and wrote", "Łódź"]


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_old_encodings_of_the_west_are_guessed(encoding: str) -> None:
    words = "Entwürfe für das Gewächshaus, geprüft; übrige Wünsche später"
    lines = "".join(f'2026-03-{day:02},1.5,"{words}"\n' for day in range(2, 12))
    table = read_table(("Datum,Stunden,Tätigkeit\n" + lines).encode(encoding))
    assert table.header == ("Datum", "Stunden", "Tätigkeit")
    assert {row.cells[2] for row in table.rows} == {words}


def test_broken_utf_8_is_read_with_its_times_whole() -> None:
    table = read_table("Date,Hours,Notes\n2026-03-02,1.5,Gewächshaus\n".encode()[:-1] + b"\xc3\xff\n")
    assert [row.cells[:2] for row in table.rows] == [("2026-03-02", "1.5")]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(separator: str) -> None:
    lines = [["Datum", "Stunden", "Notiz"], ["02.03.2026", '"1,5"', "a"], ["03.03.2026", '"2,25"', "b"]]
    table = read_table("\n".join(separator.join(line) for line in lines).encode())
    assert [row.cells[1] for row in table.rows] == ["1,5", "2,25"]


def test_a_decimal_comma_is_no_separator() -> None:
    table = read_table(b"Date;Hours\n02.03.2026;1,5\n03.03.2026;2,25\n")
    assert [row.cells for row in table.rows] == [("02.03.2026", "1,5"), ("03.03.2026", "2,25")]


def test_rows_keep_the_line_on_which_they_end_and_what_looks_like_a_formula() -> None:
    table = read_table(
        'Date,Notes\n2026-03-02,"two\nlines"\n2026-03-03,"=1+1"\n2026-03-04,a\u2028b\n'.encode()
    )
    assert [(row.line, row.cells[1]) for row in table.rows] == [
        (3, "two\nlines"),
        (4, "=1+1"),
        (5, "a\u2028b"),
    ]


@pytest.mark.parametrize(
    ("content", "reason", "line"),
    [
        (b"", Unreadable.NOT_TEXT, 0),
        (b"PK\x03\x04\x00\x00", Unreadable.NOT_TEXT, 0),
        (b"\n \n", Unreadable.NO_HEADER, 0),
        (b"Date,Hours\n", Unreadable.NO_ROWS, 0),
        (b"Notes\nonly words\n", Unreadable.NO_NAMES, 1),
        (b'Date,Hours\n1,"2\n', Unreadable.QUOTES, 2),
        (b",".join([b"a"] * 101) + b"\n1\n", Unreadable.TOO_MANY_COLUMNS, 0),
        (b"Date,Hours\n" + b"1,2\n" * (ROWS_MAX + 1), Unreadable.TOO_MANY_ROWS, ROWS_MAX + 2),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, reason: Unreadable, line: int) -> None:
    with pytest.raises(NotATable) as refusal:
        read_table(content)
    assert (refusal.value.reason, refusal.value.line) == (reason, line)
