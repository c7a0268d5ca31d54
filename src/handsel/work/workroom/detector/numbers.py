"""Numbers to which money is sent: bank accounts, payment cards, addresses of cryptocurrency."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from stdnum import iban, luhn, numdb

from handsel.work.workroom.detector.crypto import is_base58_address, is_bech32, is_ether_address
from handsel.work.workroom.detector.kinds import Kind
from handsel.work.workroom.detector.tables import table

CHECKED_MAX = 200
"""So many candidates of a text are checked at most."""
_IBAN = re.compile(r"(?<![^\W_])[A-Za-z]{2}\d{2}(?:[ .-]?[A-Za-z0-9]){11,30}+")
_CARD = re.compile(
    r"(?<![\w.-])\d{4}(?:([ -]?)\d{4}\1\d{4}\1\d{1,4}(?:\1\d{1,3})?|([ -]?)\d{6}\2\d{5})(?![\w-])"
)
_CRYPTO = re.compile(
    r"(?<!\w)(?:0x[0-9a-fA-F]{40}|bc1[a-z0-9]{11,87}|BC1[A-Z0-9]{11,87}|[13T][1-9A-HJ-NP-Za-km-z]{25,34})(?!\w)"
)
_ISSUED = re.compile(r"4|5[1-5]|2[2-7]|3[47]|6011|65|3[068]|35")
TEST_CARDS = frozenset(table("shared")["test_cards"].split())


def numbers(seen: str) -> Iterator[tuple[Kind, int, int]]:
    """Each such number in a text, with where it starts and ends."""
    for match in islice(_IBAN.finditer(seen), CHECKED_MAX):
        length = _account_length(match, seen)
        if length:
            yield Kind.BANK, match.start(), match.start() + length
    for match in islice(_CARD.finditer(seen), CHECKED_MAX):
        if _is_card(re.sub("[ -]", "", match[0])):
            yield Kind.CARD, match.start(), match.end()
    for match in islice(_CRYPTO.finditer(seen), CHECKED_MAX):
        if _is_crypto(match[0]):
            yield Kind.CRYPTO, match.start(), match.end()


def _account_length(match: re.Match[str], seen: str) -> int:
    """How many characters of a match are an IBAN; 0 if it is none. Words may follow it."""
    demanded, count = _iban_length(match[0][:2].upper()), 0
    for place, character in enumerate(match[0], 1):
        count += character.isalnum()
        if count == demanded:
            after = seen[match.start() + place : match.start() + place + 1]
            return place if not after.isalnum() and iban.is_valid(match[0][:place].replace(".", "")) else 0
    return 0


@cache
def _iban_length(country: str) -> int:
    """How long an IBAN is there; 0 for a country without."""
    facts = numdb.get("iban").info(country)[0][1]
    return 4 + sum(map(int, re.findall(r"\d+", facts["bban"]))) if "bban" in facts else 0


def _is_card(digits: str) -> bool:
    is_issued = bool(_ISSUED.match(digits)) and digits not in TEST_CARDS
    return 13 <= len(digits) <= 19 and is_issued and luhn.is_valid(digits)


def _is_crypto(address: str) -> bool:
    if address.startswith("0x"):
        return is_ether_address(address)
    return is_bech32(address.lower()) if address[:3].lower() == "bc1" else is_base58_address(address)
