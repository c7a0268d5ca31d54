"""Amounts as people write them: what is read, and what is refused because it is none or could be two."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handsel.kernel.amount_parsing import (
    MARKS,
    AmbiguousAmount,
    AmountTooLarge,
    NegativeAmount,
    OtherCurrency,
    TooManyDecimals,
    UnreadableAmount,
    parse_amount,
)
from handsel.kernel.money import CURRENCIES, MINOR_MAX, SUM_MAX, Money

minors = st.integers(min_value=0, max_value=MINOR_MAX)


@pytest.mark.parametrize(
    ("written", "currency", "minor"),
    [
        ("2,250.00", "USD", 225_000),
        ("2250", "USD", 225_000),
        (" 2250.5 ", "USD", 225_050),
        ("0.01", "EUR", 1),
        ("1 234 567.89", "NOK", 123_456_789),
        ("1\u00a0234.5", "NOK", 123_450),
        ("1\u202f234", "SEK", 123_400),
        ("500", "JPY", 500),
        ("0", "USD", 0),
        ("1000000000000.00", "USD", MINOR_MAX),
        ("$450.00", "USD", 45_000),
        ("$ 450", "CAD", 45_000),
        ("US$450", "USD", 45_000),
        ("A$1,450.50", "AUD", 145_050),
        ("100 USD", "USD", 10_000),
        ("usd 100", "USD", 10_000),
        ("$100 USD", "USD", 10_000),
        ("\u20ac100", "EUR", 10_000),
        ("100,00 \u20ac", "EUR", 10_000),
        ("1 500 kr", "NOK", 150_000),
        ("1 500,50 kr.", "DKK", 150_050),
        ("Fr. 1'234.50", "CHF", 123_450),
        ("CHF 1\u2019234.50", "CHF", 123_450),
        ("\uffe5\uff11\uff0c\uff12\uff10\uff10", "JPY", 1200),
        ("1,200\u5186", "JPY", 1200),
        ("1,50", "EUR", 150),
        ("1,5", "EUR", 150),
        ("1 234,50", "EUR", 123_450),
        ("1\u202f234,50", "EUR", 123_450),
        ("1.234,50", "EUR", 123_450),
        ("1.234.567", "EUR", 123_456_700),
        ("1,00,000.00", "USD", 10_000_000),
        ("\u0661\u066c\u0662\u0663\u0664\u066b\u0665\u0660", "USD", 123_450),
        ("\u200f\u0661\u0662\u0663 $", "USD", 12_300),
        ("\u06f1\u06f2\u06f3", "USD", 12_300),
        ("\u0967\u0966\u0966 USD", "USD", 10_000),
        ("\u0967,\u0968\u0969\u096a.\u096b\u0966", "USD", 123_450),
    ],
)
def test_an_amount_is_read_as_people_write_it(written: str, currency: str, minor: int) -> None:
    assert parse_amount(written, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("written", "currency"),
    [
        ("", "USD"),
        ("ten", "USD"),
        ("-5", "USD"),
        ("+5", "USD"),
        ("1.005", "USD"),
        ("12,34.00", "USD"),
        (".50", "USD"),
        ("5.", "USD"),
        ("1.234", "USD"),
        ("0,500", "EUR"),
        ("0.500.000", "EUR"),
        ("1,2345", "EUR"),
        ("12,5", "JPY"),
        ("1.234", "JPY"),
        ("1,234 567", "USD"),
        ("1 23", "USD"),
        ("1,234,5", "USD"),
        ("5 apples", "USD"),
        ("(5)", "USD"),
        ("5\u00b2", "USD"),
        ("\u00bd", "USD"),
        ("\u2212 5", "USD"),
        ("$", "USD"),
        ("$$5", "USD"),
        ("1e3", "USD"),
        ("0.5", "JPY"),
        ("1000000000000.01", "USD"),
        ("0" * 25, "USD"),
        ("9" * 5000, "USD"),
        ("5\n6", "USD"),
    ],
)
def test_what_is_no_amount_is_refused(written: str, currency: str) -> None:
    with pytest.raises(UnreadableAmount):
        parse_amount(written, currency)


@pytest.mark.parametrize("written", ["1000000000000.01", "9" * 20, "9" * 5000])
def test_what_is_above_the_limit_is_known_for_too_large(written: str) -> None:
    with pytest.raises(AmountTooLarge):
        parse_amount(written, "USD")


@pytest.mark.parametrize("written", ["-5", "\u22125", "\u2212 5", "$-5", "-$5", "-1,200.50 USD", "-0"])
def test_an_amount_with_a_minus_is_known_for_it(written: str) -> None:
    with pytest.raises(NegativeAmount):
        parse_amount(written, "USD")


@pytest.mark.parametrize("written", ["--5", "-ten", "5-", "5-3", "-"])
def test_a_minus_in_what_is_no_amount_says_nothing(written: str) -> None:
    with pytest.raises(UnreadableAmount) as raised:
        parse_amount(written, "USD")
    assert raised.type is UnreadableAmount


@pytest.mark.parametrize("sign", ["-", "\u2212", "-a", "a-"])
def test_however_many_minuses_there_are_it_is_no_amount(sign: str) -> None:
    with pytest.raises(UnreadableAmount):
        parse_amount(sign * 5_000 + "5", "USD")


@pytest.mark.parametrize(
    ("written", "currency"), [("0.505", "USD"), ("1234.567", "EUR"), ("0.5", "JPY"), ("12,5", "JPY")]
)
def test_more_decimals_than_the_currency_has_are_known(written: str, currency: str) -> None:
    with pytest.raises(TooManyDecimals):
        parse_amount(written, currency)


@pytest.mark.parametrize(
    ("written", "currency", "thousands", "decimals"),
    [("1.234", "USD", 123_400, 123), ("600.505", "EUR", 60_050_500, 60_050), ("1.234", "JPY", 1234, 1)],
)
def test_three_digits_after_a_point_may_be_thousands_or_decimals(
    written: str, currency: str, thousands: int, decimals: int
) -> None:
    with pytest.raises(AmbiguousAmount) as raised:
        parse_amount(written, currency)
    assert raised.value.thousands == Money(thousands, currency)
    assert raised.value.decimals == Money(decimals, currency)


def test_a_sum_may_be_larger_than_one_amount() -> None:
    assert parse_amount("1000000000000.01", "USD", most=SUM_MAX) == Money(MINOR_MAX + 1, "USD")
    assert 50 * MINOR_MAX < SUM_MAX


@given(minors, st.sampled_from(sorted(CURRENCIES)))
def test_what_is_written_out_is_read_back(minor: int, currency: str) -> None:
    amount = Money(minor, currency)
    assert parse_amount(f"{amount.decimal:f}", currency) == amount
    assert parse_amount(f"{amount.decimal:,f}", currency) == amount


@pytest.mark.parametrize(
    ("written", "currency"),
    [
        ("$450.00", "EUR"),
        ("\u20ac450", "USD"),
        ("450 EUR", "USD"),
        ("450 eur", "USD"),
        ("US$450", "CAD"),
        ("C$450", "USD"),
        ("\u00a5450", "USD"),
        ("\u20b9450", "USD"),
        ("PHP 450", "USD"),
        ("450 kr", "EUR"),
        ("$450 EUR", "USD"),
    ],
)
def test_a_mark_of_another_currency_is_known_for_it(written: str, currency: str) -> None:
    with pytest.raises(OtherCurrency):
        parse_amount(written, currency)


@given(st.text(alphabet=st.characters(), max_size=30), st.sampled_from(sorted(CURRENCIES)))
@example("\u0661\u066b\u0662", "USD")
def test_any_text_is_an_amount_or_is_refused(written: str, currency: str) -> None:
    try:
        amount = parse_amount(written, currency)
    except UnreadableAmount:
        return
    assert 0 <= amount.minor <= MINOR_MAX
    digits = [unicodedata.digit(letter, None) for letter in written]
    spelled = "".join(str(digit) for digit in digits if digit is not None)
    assert int(spelled) * 10 ** CURRENCIES[currency] >= amount.minor


def test_every_currency_has_its_marks_and_its_code_among_them() -> None:
    assert set(MARKS) == set(CURRENCIES)
    assert all(code.lower() in marks for code, marks in MARKS.items())
