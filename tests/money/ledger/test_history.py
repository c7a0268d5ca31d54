"""Pages and statements show each line with the balance after it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from handsel.kernel.calendar import Calendar
from handsel.kernel.money import Money
from handsel.money.ledger.history import AccountLine, months, page, statement, statement_of_month
from handsel.money.ledger.posting import post
from tests.money.ledger.book import ENTRY, Book

NEW_YORK = Calendar(ZoneInfo("America/New_York"))
MARCH = datetime(2026, 3, 1, 5, tzinfo=UTC)
"""1 March, 00:00 in New York."""


@pytest.fixture
def told_book(book: Book) -> Book:
    """Four lines on the wallet, posted in another order than they are told to have happened in."""
    lines = {
        timedelta(days=2): "fund: wallet > holding 400",
        timedelta(days=-1): "deposit: rail > wallet 1000",
        timedelta(days=30): "deposit: rail > wallet 70",
        timedelta(days=31): "deposit: rail > wallet 5",
    }
    moves = [book.move(line, at=MARCH + lapse) for lapse, line in lines.items()]
    post(moves)
    return book


def _shown(lines: list[AccountLine]) -> list[tuple[str, int, int]]:
    return [(line.kind, line.amount.minor, line.balance.minor) for line in lines]


def test_a_page_goes_from_the_newest_line_to_the_oldest(told_book: Book) -> None:
    assert _shown(page(told_book["wallet"]).lines) == [
        ("deposit", 5, 675),
        ("deposit", 70, 670),
        ("fund", -400, 600),
        ("deposit", 1000, 1000),
    ]


def test_a_line_names_its_transfer_entry_and_time(told_book: Book) -> None:
    line = page(told_book["holding"]).lines[0]
    assert (line.entry, line.at, line.amount) == (ENTRY, MARCH + timedelta(days=2), Money(400, "USD"))


@pytest.mark.parametrize(
    ("number", "shown", "amounts"),
    [(1, 1, [5, 70]), (2, 2, [-400, 1000]), (9, 2, [-400, 1000]), (0, 1, [5, 70])],
)
def test_pages_are_numbered_from_one(told_book: Book, number: int, shown: int, amounts: list[int]) -> None:
    shown_page = page(told_book["wallet"], number, size=2)
    assert [line.amount.minor for line in shown_page.lines] == amounts
    assert (shown_page.number, shown_page.pages, shown_page.count) == (shown, 2, 4)


def test_an_unused_account_has_one_empty_page(book: Book) -> None:
    shown_page = page(book["wallet"])
    assert (shown_page.lines, shown_page.number, shown_page.pages, shown_page.count) == ([], 1, 1, 0)


def test_a_statement_opens_with_what_was_there_and_closes_with_what_is_left(told_book: Book) -> None:
    march = statement_of_month(told_book["wallet"], date(2026, 3, 17), NEW_YORK)
    assert march.opening == Money(1000, "USD")
    assert _shown(march.lines) == [("fund", -400, 600), ("deposit", 70, 670)]
    assert march.sums == {"deposit": Money(70, "USD"), "fund": Money(-400, "USD")}
    assert march.closing == Money(670, "USD")


def test_a_month_ends_at_midnight_in_the_time_of_the_house(told_book: Book) -> None:
    april = statement_of_month(told_book["wallet"], date(2026, 4, 1), NEW_YORK)
    assert _shown(april.lines) == [("deposit", 5, 675)]


def test_a_statement_without_lines_closes_as_it_opens(told_book: Book) -> None:
    december = statement_of_month(told_book["wallet"], date(2026, 12, 24), NEW_YORK)
    assert (december.opening, december.lines, december.closing) == (Money(675, "USD"), [], Money(675, "USD"))


def test_an_account_without_a_kept_balance_has_a_statement_too(told_book: Book) -> None:
    march = statement(told_book["rail"], MARCH, MARCH + timedelta(days=31))
    assert (march.opening.minor, march.closing.minor) == (-1000, -1070)


def test_the_legs_of_a_transfer_are_lines_in_their_order(book: Book) -> None:
    book.post("deposit: rail > wallet 100, wallet > holding 70, wallet > fees 30")
    assert _shown(page(book["wallet"]).lines) == [
        ("deposit", -30, 0),
        ("deposit", -70, 30),
        ("deposit", 100, 100),
    ]


def test_months_go_by_the_time_of_the_house_and_leave_out_those_in_which_nothing_moved(
    told_book: Book,
) -> None:
    summaries = months(told_book["wallet"], NEW_YORK)
    assert [
        (month.first, month.lines, month.came.minor, month.went.minor, month.closing.minor)
        for month in summaries
    ] == [
        (date(2026, 2, 1), 1, 1000, 0, 1000),
        (date(2026, 3, 1), 2, 70, -400, 670),
        (date(2026, 4, 1), 1, 5, 0, 675),
    ]


def test_a_page_of_some_kinds_keeps_the_balances_among_all_lines(told_book: Book) -> None:
    deposits = page(told_book["wallet"], kinds=["deposit"])
    assert _shown(deposits.lines) == [("deposit", 5, 675), ("deposit", 70, 670), ("deposit", 1000, 1000)]
    assert (deposits.count, deposits.pages) == (3, 1)
    second = page(told_book["wallet"], 2, size=2, kinds=["deposit"])
    assert _shown(second.lines) == [("deposit", 1000, 1000)]
    assert page(told_book["wallet"], kinds=["payout"]).lines == []
