"""Check sealed offers: whose they are, openings against commitments, and what came of them."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from handsel_verify.canonical import canonical
from handsel_verify.chains import FAULTS_MAX
from handsel_verify.entries import Sealed
from handsel_verify.fields import is_whole, members_from, require, text_from, uuid_from
from handsel_verify.reports import Report
from handsel_verify.strict_json import Malformed, hex_from

SEALED, MET = "dispute.sealed", "dispute.met"
AWARDED, JOINED = "job.awarded", "job.joined"
CLIENT, FREELANCER = "client", "freelancer"
NEWER = "a newer handsel-verify may read it"
_DIGEST = 32
_OPENING = {"job", "dispute", "side", "to_freelancer", "salt", "commitment"}
_WORD_MAX = 40


class SealedOffers:
    """The commitments of the entries so far, how many disputes they settled, and the faults in that."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.settled = 0
        self._commitments: dict[tuple[int, int, str], str] = {}
        self._jobs: dict[str, str] = {}
        self._people: dict[str, Any] = {}

    def note(self, sealed: Sealed) -> None:
        """Go on with one entry."""
        kind = sealed.link.header["kind"]
        self._note_side(kind, sealed)
        if kind not in {SEALED, MET} or len(self.faults) > FAULTS_MAX:
            return
        try:
            faults = list(self._faults_of(kind, sealed))
        except Malformed as error:
            faults = [f"what it says of sealed offers cannot be read: {error}; {NEWER}"]
        self.faults += [f"entry {sealed.number}: {fault}" for fault in faults]

    def _note_side(self, kind: str, sealed: Sealed) -> None:
        """Note who is on which side: the client awards, and the freelancer is named there or joins."""
        if kind == AWARDED:
            self._people[CLIENT] = sealed.link.header["actor"]
            self._people[FREELANCER] = (sealed.link.content or {}).get("freelancer")
        elif kind == JOINED:
            self._people[FREELANCER] = sealed.link.header["actor"]

    def _faults_of(self, kind: str, sealed: Sealed) -> Iterator[str]:
        content = sealed.link.content
        if content is None:
            raise Malformed("it was erased")
        place = _round_of(content)
        if kind == SEALED:
            side = text_from(content.get("side"), _WORD_MAX)
            key = (*place, side)
            if not self._is_of(side, sealed.link.header["actor"]):
                yield f"it seals an offer of the {side}, who did not write it"
            if key in self._commitments:
                yield "it seals another offer of one side in one round"
            self._commitments[key] = hex_from(content.get("commitment"), _DIGEST).hex()
        else:
            self.settled += 1
            yield from self._met(content, *place)

    def _is_of(self, side: str, author: str) -> bool:
        """Whether a side wrote something; where the record lost who that is, whether the other did not."""
        people = self._people
        if people.get(side) is None:
            return author not in people.values()
        return bool(people[side] == author)

    def _met(self, content: Mapping[str, Any], dispute: int, number: int) -> Iterator[str]:
        """The client's opening first; an odd unit is the freelancer's."""
        openings = [_opening_of(row) for row in _both(content.get("openings"))]
        for opening, side in zip(openings, (CLIENT, FREELANCER), strict=True):
            committed = self._commitments.get((dispute, number, side))
            if opening["side"] != side or opening["dispute"] != dispute:
                yield "an opening is not of that side and dispute"
            elif opening["job"] != self._jobs.setdefault("job", opening["job"]):
                yield "an opening is of another job"
            elif not _digest(opening) == opening["commitment"] == committed:
                yield f"the opening of the {side} is not what was committed to"
        payer, payee = (int(opening["to_freelancer"]) for opening in openings)
        if payer < payee:
            yield "it settles by sealed offers that do not meet"
        elif content.get("to_freelancer") != (payer + payee + 1) // 2:
            yield "it does not settle half way between the sealed offers"


def check_sealed_offers(offers: SealedOffers, report: Report) -> None:
    """Report what a record says of sealed offers."""
    report.faults += offers.faults[:FAULTS_MAX]
    if offers.settled and not offers.faults:
        report.holds.append(f"sealed offers are what both committed to: {offers.settled:,} settled a dispute")


def _round_of(content: Mapping[str, Any]) -> tuple[int, int]:
    """Which dispute, and which round of it."""
    dispute, number = content.get("dispute"), content.get("round")
    if type(dispute) is not int or type(number) is not int:
        raise Malformed("it does not say which round of which dispute")
    return dispute, number


def _both(openings: Any) -> list[Any]:
    if not isinstance(openings, list) or len(openings) != 2:
        raise Malformed("it does not say what both sealed")
    return openings


def _opening_of(value: Any) -> dict[str, Any]:
    fields = members_from(value, _OPENING, "an opening")
    uuid_from(fields["job"])
    text_from(fields["side"], _WORD_MAX)
    for name in ("dispute", "to_freelancer"):
        require(is_whole(fields[name]), "a number of an opening is none")
    for name in ("salt", "commitment"):
        hex_from(fields[name], _DIGEST)
    return fields


def _digest(opening: Mapping[str, Any]) -> str:
    """SHA-256 over the salt and the canonical content (RFC 8785)."""
    content = {name: opening[name] for name in ("job", "dispute", "side", "to_freelancer")}
    return sha256(bytes.fromhex(opening["salt"]) + canonical(content)).hexdigest()
