import pytest

from handsel.work.hours.csv_import.columns import Role, lacking, recognise, values_of
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
        (TOGGL, "Toggl Track", {Role.DAY: 7, Role.START: 8, Role.END: 10, Role.DURATION: 11, Role.PERSON: 1}),
        (TOGGL_NEW, "Toggl Track", {Role.DAY: 6, Role.END_DAY: 8, Role.END: 9, Role.MEMO: 0}),
        (CLOCKIFY, "Clockify", {Role.DAY: 8, Role.DURATION: 12, Role.HOURS: 13, Role.MEMO: 2}),
        (KIMAI, "Kimai", {Role.DAY: 0, Role.START: 1, Role.END: 2, Role.DURATION: 3, Role.TASK: 8}),
        (HARVEST, "Harvest", {Role.DAY: 0, Role.HOURS: 6, Role.MEMO: 5, Role.PERSON: 8}),
        ("Day,Start,End,Memo", "", {Role.DAY: 0, Role.START: 1, Role.END: 2, Role.MEMO: 3}),
    ],
)
def test_exports_are_recognised_by_the_names_of_their_columns(
    header: str, tool: str, columns: dict[Role, int]
) -> None:
    recognised = recognise(tuple(header.split(",")))
    assert recognised.tool == tool
    assert columns.items() <= recognised.columns.items()


@pytest.mark.parametrize(
    ("roles", "has_first_start", "missing"),
    [
        ({Role.DAY, Role.START, Role.END}, False, []),
        ({Role.DAY, Role.START, Role.HOURS}, False, []),
        ({Role.DAY, Role.HOURS}, False, [Role.START]),
        ({Role.DAY, Role.HOURS}, True, []),
        ({Role.DAY, Role.END}, True, [Role.DURATION]),
        ({Role.MEMO}, False, [Role.DAY, Role.START, Role.DURATION]),
    ],
)
def test_what_a_mapping_lacks_is_named(roles: set[Role], has_first_start: bool, missing: list[Role]) -> None:
    columns = {role: place for place, role in enumerate(roles)}
    assert lacking(columns, has_first_start=has_first_start) == missing


def test_a_person_chooses_among_the_values_of_a_column() -> None:
    table = read_table(b"Date,User\n2026-03-02,Ben\n2026-03-02,Eve\n2026-03-03,Ben\n")
    assert values_of(table, 1) == ["Ben", "Eve"]
