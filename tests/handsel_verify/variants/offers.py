"""Sealed offers that say something else: each is sealed and signed anew by the house."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from handsel_verify.canonical import canonical
from handsel_verify.sealed_offers import MET, SEALED
from tests.handsel_verify.variants.goods import Facts, Good
from tests.handsel_verify.variants.spoiling import Spoil, Variant, sealed_anew, stated


def case(name: str, change: Callable[[Facts], object], why: str | None = None, *, kind: str = MET) -> Variant:
    """A variant of the bundle with a dispute that sealed offers settled."""
    return Variant(f"sealed offers: {name}", stated(kind, change), why, "settled")


def opening(place: int, **changes: Any) -> Callable[[Facts], object]:
    """An opening with other fields."""
    return lambda facts: facts["openings"][place].update(changes)


def reopened(place: int, part: int, **more: Any) -> Callable[[Facts], object]:
    """An opening of another number, with the commitment that it would have."""

    def change(facts: Facts) -> None:
        row = facts["openings"][place] | {"to_freelancer": part, **more}
        content = {name: row[name] for name in ("job", "dispute", "side", "to_freelancer")}
        row["commitment"] = sha256(bytes.fromhex(row["salt"]) + canonical(content)).hexdigest()
        facts["openings"][place] = row

    return change


def written_by(actor: str) -> Spoil:
    """The first sealed offer, of the client, written by somebody else: `actor`, or who wrote the second."""

    def spoil(good: Good) -> bytes:
        entries = good.entries
        first, second = [row["header"] for row in entries if row["header"]["kind"] == SEALED][:2]
        first["actor"] = actor or second["actor"]
        return sealed_anew(good, good.content, entries, first["number"])

    return spoil


AUTHOR = "it seals an offer of the client, who did not write it"
OFFERS = [
    Variant("sealed offers: written by the other side", written_by(""), AUTHOR, "settled"),
    Variant(
        "sealed offers: written by nobody in the job",
        written_by("01890a5d-ac96-774b-bcce-b302099a8057"),
        AUTHOR,
        "settled",
    ),
    case(
        "of a side that did not write it",
        lambda facts: facts.update(side="freelancer"),
        "it seals an offer of the freelancer, who did not write it",
        kind=SEALED,
    ),
    case(
        "of a side that there is not",
        lambda facts: facts.update(side="operator"),
        "it seals an offer of the operator, who did not write it",
        kind=SEALED,
    ),
    case("half way, with another odd unit", lambda facts: facts.update(to_freelancer=62_500), "half way"),
    case("half way, as a text", lambda facts: facts.update(to_freelancer="62501"), "half way"),
    case("another number", opening(0, to_freelancer=70_001), "the opening of the client"),
    case("another salt", opening(1, salt="ab" * 32), "the opening of the freelancer"),
    case("a number that was never committed to", reopened(0, 70_001), "the opening of the client"),
    case("numbers that do not meet", reopened(0, 10_000), "do not meet"),
    case("the sides in another order", lambda facts: facts["openings"].reverse(), "of that side"),
    case("of another dispute", opening(0, dispute=2), "of that side and dispute"),
    case("of another round", lambda facts: facts.update(round=1), "the opening of the client"),
    case("of two jobs", reopened(1, 60_000, job="01890a5d-ac96-774b-bcce-b302099a8057"), "of another job"),
    case(
        "sealed twice in a round",
        lambda facts: facts.update(round=2),
        "another offer of one side",
        kind=SEALED,
    ),
    case("of no round", lambda facts: facts.update(round=True), "which round"),
    case("an opening alone", lambda facts: facts["openings"].pop(), "what both sealed"),
    case("a field more", opening(0, more=1), "an opening has other fields"),
    case("a number that is none", opening(0, to_freelancer=-1), "a number of an opening is none"),
    case("a job that is none", opening(0, job="2041"), "an identifier in it is none"),
    case("a side that is none", opening(0, side=None), "a text in it is none"),
    case("a salt that is none", opening(0, salt="AB" * 32), "32 bytes in hexadecimal"),
    case("a commitment that is none", lambda facts: facts.update(commitment=""), "hexadecimal", kind=SEALED),
    case("a commitment without a side", lambda facts: facts.pop("side"), "a text in it", kind=SEALED),
    case("a commitment of an earlier round", lambda facts: facts.update(commitment="ab" * 32), kind=SEALED),
]
