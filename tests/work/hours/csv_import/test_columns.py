import pytest

from handsel.work.hours.csv_import.columns import ColumnRole, lacking, recognise, values_of
from handsel.work.hours.csv_import.table import read_table

TOGGL = (
    "User,Email,Client,Project,Task,Description,Billable,"
    "Start date,Start time,End date,End time,Duration,Tags"
)
TOGGL_NEW = "Description,Duration,Member,Email,Project,Tags,Start date,Start time,Stop date,Stop time"
CLOCKIFY = (
    "Project,Client,Description,Task,User,Email,Tags,Billable,Start Date,Start Time,End Date,End Time,"
    "Duration (h),Duration (decimal),Billable Rate (USD),Billable Amount (USD)"
)
KIMAI = "Date,From,To,Duration,Rate,User,Customer,Project,Activity,Description,Exported,Tags"
HARVEST = "Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,First Name,Last Name"


@pytest.mark.parametrize(
    ("header", "tool", "columns"),
    [
        (
            TOGGL,
            "Toggl Track",
            {
                ColumnRole.DAY: 7,
                ColumnRole.START: 8,
                ColumnRole.END: 10,
                ColumnRole.DURATION: 11,
                ColumnRole.PERSON: 1,
            },
        ),
        (
            TOGGL_NEW,
            "Toggl Track",
            {ColumnRole.DAY: 6, ColumnRole.END_DAY: 8, ColumnRole.END: 9, ColumnRole.MEMO: 0},
        ),
        (
            CLOCKIFY,
            "Clockify",
            {ColumnRole.DAY: 8, ColumnRole.DURATION: 12, ColumnRole.HOURS: 13, ColumnRole.MEMO: 2},
        ),
        (
            KIMAI,
            "Kimai",
            {
                ColumnRole.DAY: 0,
                ColumnRole.START: 1,
                ColumnRole.END: 2,
                ColumnRole.DURATION: 3,
                ColumnRole.TASK: 8,
            },
        ),
        (
            HARVEST,
            "Harvest",
            {ColumnRole.DAY: 0, ColumnRole.HOURS: 6, ColumnRole.MEMO: 5, ColumnRole.PERSON: 8},
        ),
        (
            "Day,Start,End,Memo",
            "",
            {ColumnRole.DAY: 0, ColumnRole.START: 1, ColumnRole.END: 2, ColumnRole.MEMO: 3},
        ),
    ],
)
def test_exports_are_recognised_by_the_names_of_their_columns(
    header: str, tool: str, columns: dict[ColumnRole, int]
) -> None:
    recognised = recognise(tuple(header.split(",")))
    assert recognised.tool == tool
    assert columns.items() <= recognised.columns.items()


@pytest.mark.parametrize(
    ("roles", "has_first_start", "missing"),
    [
        ({ColumnRole.DAY, ColumnRole.START, ColumnRole.END}, False, []),
        ({ColumnRole.DAY, ColumnRole.START, ColumnRole.HOURS}, False, []),
        ({ColumnRole.DAY, ColumnRole.HOURS}, False, [ColumnRole.START]),
        ({ColumnRole.DAY, ColumnRole.HOURS}, True, []),
        ({ColumnRole.DAY, ColumnRole.END}, True, [ColumnRole.DURATION]),
        ({ColumnRole.MEMO}, False, [ColumnRole.DAY, ColumnRole.START, ColumnRole.DURATION]),
    ],
)
def test_what_a_mapping_lacks_is_named(
    roles: set[ColumnRole], has_first_start: bool, missing: list[ColumnRole]
) -> None:
    columns = {role: place for place, role in enumerate(roles)}
    assert lacking(columns, has_first_start=has_first_start) == missing


def test_a_person_chooses_among_the_values_of_a_column() -> None:
    table = read_table(b"Date,User\n2026-03-02,Ben\n2026-03-02,Eve\n2026-03-03,Ben\n")
    assert values_of(table, 1) == ["Ben", "Eve"]
