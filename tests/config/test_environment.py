"""Settings from the environment: each is read as its type, or refused in one sentence."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import SplitResult

import pytest

from handsel.config import environment
from handsel.config.wrong_setting import WrongSetting
from tests.witnessing import Log, witness_signer


def whole() -> int:
    return environment.whole("TRY", 5, least=1, most=10)


def boolean() -> bool:
    return environment.boolean("TRY", default=True)


def choice() -> str:
    return environment.choice("TRY", ["a", "b", "c"], "a")


def zone() -> str:
    return environment.zone("TRY", "Europe/Oslo")


def url() -> str:
    return environment.url("TRY", "http://localhost", schemes=["https", "http"])


def witnesses() -> dict[str, str]:
    return {address: key.name for address, key in environment.witnesses("TRY").items()}


NORTH, SOUTH = witness_signer("north.example").key, witness_signer("south.example").key
LOG = Log().signer.key


def scheme() -> str:
    def read(address: SplitResult) -> str:
        if not address.scheme:
            raise ValueError(f"{address} is hidden")
        return address.scheme

    return environment.secret_url("TRY", "file:///x", read, expected="an address")


@pytest.mark.parametrize(
    ("read", "written", "value"),
    [
        (whole, "", 5),
        (whole, " 7 ", 7),
        (boolean, "", True),
        (boolean, "No", False),
        (boolean, "1", True),
        (choice, "", "a"),
        (choice, "c", "c"),
        (zone, "", "Europe/Oslo"),
        (zone, "Asia/Tokyo", "Asia/Tokyo"),
        (url, "", "http://localhost"),
        (url, "https://house.example.org/", "https://house.example.org"),
        (url, "http://[::1]:8000", "http://[::1]:8000"),
        (url, "https://m\u00fcnchen.example.org", "https://xn--mnchen-3ya.example.org"),
        (witnesses, "", {}),
        (witnesses, f"https://north.example/w/ {NORTH}", {"https://north.example/w": "north.example"}),
        (
            witnesses,
            f"http://[::1]:8100 {NORTH} , https://s.example {SOUTH},",
            {"http://[::1]:8100": "north.example", "https://s.example": "south.example"},
        ),
        (scheme, "", "file"),
        (scheme, "smtp://user:secret@host", "smtp"),
    ],
)
def test_a_setting_is_read_as_its_type(
    monkeypatch: pytest.MonkeyPatch, read: Callable[[], object], written: str, value: object
) -> None:
    monkeypatch.setenv("HANDSEL_TRY", written)
    assert read() == value


@pytest.mark.parametrize(
    ("read", "written", "sentence"),
    [
        (whole, "0", "HANDSEL_TRY holds '0'; expected a whole number from 1 to 10."),
        (whole, "11", "HANDSEL_TRY holds '11'; expected a whole number from 1 to 10."),
        (whole, "-1", "HANDSEL_TRY holds '-1'; expected a whole number from 1 to 10."),
        (whole, "five", "HANDSEL_TRY holds 'five'; expected a whole number from 1 to 10."),
        (whole, "\u0665", "HANDSEL_TRY holds '\u0665'; expected a whole number from 1 to 10."),
        (boolean, "maybe", "HANDSEL_TRY holds 'maybe'; expected yes or no."),
        (choice, "d", "HANDSEL_TRY holds 'd'; expected a, b or c."),
        (zone, "Oslo", "HANDSEL_TRY holds 'Oslo'; expected a time zone such as Europe/Oslo."),
        (zone, "../etc", "HANDSEL_TRY holds '../etc'; expected a time zone such as Europe/Oslo."),
        (url, "house", "HANDSEL_TRY holds 'house'; expected an address such as https://house.example.org."),
        (
            url,
            "ftp://h",
            "HANDSEL_TRY holds 'ftp://h'; expected an address such as https://house.example.org.",
        ),
        (
            url,
            "http://h:99999",
            "HANDSEL_TRY holds 'http://h:99999'; expected an address such as https://house.example.org.",
        ),
        (
            scheme,
            "hidden",
            "HANDSEL_TRY holds something else (not shown, as it may be secret); expected an address.",
        ),
    ],
)
def test_a_wrong_value_is_named_with_what_is_expected(
    monkeypatch: pytest.MonkeyPatch, read: Callable[[], object], written: str, sentence: str
) -> None:
    monkeypatch.setenv("HANDSEL_TRY", written)
    with pytest.raises(WrongSetting) as wrong:
        read()
    assert str(wrong.value) == sentence


def test_words_stand_between_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.listed("TRY", ["a"]) == ["a"]
    monkeypatch.setenv("HANDSEL_TRY", "a, b,,c ")
    assert environment.listed("TRY") == ["a", "b", "c"]


def test_a_missing_setting_is_called_so() -> None:
    with pytest.raises(WrongSetting, match=r"HANDSEL_TRY is not set; expected a word\."):
        environment.refuse("TRY", "a word")


def test_a_secret_may_lie_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hush\n")
    monkeypatch.setenv("HANDSEL_TRY_FILE", str(tmp_path / "secret"))
    assert environment.secret("TRY") == "hush"


def test_an_empty_file_is_no_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("\n")
    monkeypatch.setenv("HANDSEL_TRY_FILE", str(tmp_path / "secret"))
    assert environment.secret("TRY", "default") == "default"


def test_a_secret_in_two_places_is_one_too_many(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HANDSEL_TRY", "hush")
    monkeypatch.setenv("HANDSEL_TRY_FILE", str(tmp_path / "secret"))
    with pytest.raises(WrongSetting, match=r"TRY and HANDSEL_TRY_FILE are both set; expected one of them\."):
        environment.secret("TRY")


def test_a_secret_file_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HANDSEL_TRY_FILE", str(tmp_path / "none"))
    with pytest.raises(WrongSetting, match=r"HANDSEL_TRY_FILE holds .* \(not shown.*; expected the name"):
        environment.secret("TRY")
    (tmp_path / "none").write_bytes(b"\xff")
    with pytest.raises(WrongSetting, match="expected the name of a text file that can be read"):
        environment.secret("TRY")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("https://north.example", "an address and the key of a witness"),
        (f"north.example {NORTH}", "an address and the key of a witness"),
        (f"https://north.example {LOG}", "an address and the key of a witness"),
        (f"https://a.example {NORTH}, https://b.example {NORTH}", "each witness once"),
        (f"https://a.example {NORTH}, https://a.example {SOUTH}", "each witness once"),
    ],
)
def test_what_is_no_witness_is_refused(monkeypatch: pytest.MonkeyPatch, written: str, expected: str) -> None:
    monkeypatch.setenv("HANDSEL_TRY", written)
    with pytest.raises(WrongSetting, match=expected):
        witnesses()


def test_an_address_of_the_site_is_a_host_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for written in (
        "https://ada:pass@house.example",
        "https://house.example/sub",
        "https://house.example/?a=b",
    ):
        monkeypatch.setenv("HANDSEL_TRY", written)
        with pytest.raises(WrongSetting, match=r"HANDSEL_TRY holds something else \(not shown"):
            environment.url("TRY", "", schemes=["https"])


def test_a_scanner_that_is_no_address_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDSEL_TRY", "tcp://[::1")
    with pytest.raises(WrongSetting, match="expected unix:/run"):
        environment.scanner("TRY")
