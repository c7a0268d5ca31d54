import pytest
from django import forms

from handsel.kernel.money import MINOR_MAX, Money
from handsel.web.base.amounts import Amount, amount_input


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [("2,250.00", "USD", 225_000), ("7", "USD", 700), (" 1200.5 ", "EUR", 120_050), ("1,200", "JPY", 1200)],
)
def test_an_amount_is_read_as_people_write_it(text: str, currency: str, minor: int) -> None:
    assert Amount(currency=currency).clean(text) == Money(minor, currency)


@pytest.mark.parametrize("text", ["-5", "1.2345", "1e3", "12,34.00", "ten", "0", "0.00"])
def test_what_is_no_amount_is_named_with_an_example_or_the_floor(text: str) -> None:
    with pytest.raises(forms.ValidationError, match="Enter an amount"):
        Amount().clean(text)


@pytest.mark.parametrize("text", ["1,000,000,000,000.01", "9" * 20, "9" * 50])
def test_what_is_above_the_limit_of_the_house_is_named_with_the_limit(text: str) -> None:
    with pytest.raises(forms.ValidationError, match=r"maximum amount is \$1,000,000,000,000\.00"):
        Amount().clean(text)
    assert Amount().clean("1,000,000,000,000.00") == Money(MINOR_MAX, "USD")


@pytest.mark.parametrize("text", ["$450", "450 USD", "\u00a5450"])
def test_an_amount_in_another_currency_is_named_with_the_one_that_is_expected(text: str) -> None:
    words = r"This amount is in EUR\. Enter it without .* such as 2,250\.00\. No money moved\."
    with pytest.raises(forms.ValidationError, match=words):
        Amount(currency="EUR").clean(text)


@pytest.mark.parametrize(
    ("text", "currency", "words"),
    [
        ("1.234", "USD", "This can mean $1,234.00 or $1.23. Enter 1,234.00 or 1.23."),
        ("600.505", "USD", "This can mean $600,505.00 or $600.50. Enter 600,505.00 or 600.50."),
        ("1.234", "JPY", "This can mean \u00a51,234 or \u00a51. Enter 1,234 or 1."),
    ],
)
def test_what_could_be_two_amounts_says_both_and_how_to_write_each(
    text: str, currency: str, words: str
) -> None:
    with pytest.raises(forms.ValidationError) as raised:
        Amount(currency=currency).clean(text)
    assert raised.value.messages == [f"{words} No money moved."]


@pytest.mark.parametrize(
    ("text", "currency", "least", "words"),
    [
        ("-5", "USD", 1, "Enter an amount above zero."),
        ("0", "USD", 1, "Enter an amount above zero."),
        ("-5", "USD", 0, "Enter zero or more."),
        ("0.505", "USD", 1, "Enter an amount with at most 2 decimals, such as 2,250.00."),
        ("600.5", "JPY", 1, "Enter an amount without decimals, such as 2,250."),
        ("ten", "USD", 1, "Enter an amount, such as 2,250.00."),
    ],
)
def test_each_fault_is_named_and_that_no_money_moved(
    text: str, currency: str, least: int, words: str
) -> None:
    with pytest.raises(forms.ValidationError) as raised:
        Amount(currency=currency, least=least).clean(text)
    assert raised.value.messages == [f"{words} No money moved."]


def test_an_amount_is_written_so_that_it_reads_back() -> None:
    assert amount_input(Money(225_000, "USD")) == "2,250.00"
    assert Amount().clean(amount_input(Money(225_000, "USD"))) == Money(225_000, "USD")
