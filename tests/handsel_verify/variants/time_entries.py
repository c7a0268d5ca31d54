"""Entries about time that say something else: each is sealed and signed anew by the house."""

import json

import rfc8785

from tests.handsel_verify.variants.goods import Facts
from tests.handsel_verify.variants.spoiling import Spoil, stated
from tests.handsel_verify.variants.spoiling_time import case, sheet, tracked

MEMO = " Plate\u3000index rebuild\u00a0"
EARLIER = {"started_at": "2026-03-02T18:59:00+00:00", "seconds": 80}


def halved(facts: Facts) -> None:
    """Tell the time of an entry in two parts, one right after the other."""
    (span,) = facts["spans"]
    first = span | {"ended_at": "2026-03-02T19:00:10+00:00", "seconds": 10}
    rest = span | {"started_at": first["ended_at"], "seconds": 10, "span": "another"}
    facts["spans"] = [first, rest]


RECORDED = [
    case("time in two parts", tracked(halved)),
    case(
        "back-dated time that is protected",
        tracked(lambda facts: facts.update(is_backdated=True)),
        "back-dated",
    ),
    case(
        "time that may be back-dated",
        tracked(lambda facts: facts.update(is_backdated=0)),
        "back-dated or not",
    ),
    case(
        "a memo that was not signed",
        tracked(lambda facts: facts["spans"][0].update(memo="Rest.")),
        "its memo is not",
    ),
    case("a memo with other blanks", tracked(lambda facts: facts["spans"][0].update(memo=MEMO))),
    case("a kind of time to come", stated("time.moved", lambda facts: None, now="time.claimed"), "a newer"),
    case(
        "other time than in the segment",
        tracked(lambda facts: facts["spans"][0].update(EARLIER)),
        "not that of its segment",
    ),
    case(
        "time of another length",
        tracked(lambda facts: facts["spans"][0].update(seconds=21)),
        "another length",
    ),
    case(
        "time with a field more",
        tracked(lambda facts: facts["spans"][0].update(more=1)),
        "its time has other fields",
    ),
    case(
        "tracked time by hand",
        tracked(lambda facts: facts["spans"][0].update(source="by hand")),
        "a source of another sort",
    ),
    case("no device", tracked(lambda facts: facts.pop("device")), "its segment has other fields"),
    case(
        "a number that is none",
        tracked(lambda facts: facts.update(seq=0)),
        "the number of its segment is none",
    ),
    case(
        "a number out of order",
        tracked(lambda facts: facts.update(seq=2)),
        "number 2 of its device is out of order",
    ),
    case("no list of time", tracked(lambda facts: facts.update(removed=None)), "adds and takes off"),
    case("another digest", tracked(lambda facts: facts.update(digest="ab" * 32)), "does not have the digest"),
    case(
        "time moved from no segment",
        stated("time.moved", lambda facts: facts.update(tracked=None)),
        "not that of its segment",
    ),
    case(
        "time moved from nowhere",
        stated("time.moved", lambda facts: facts.update(tracked=0)),
        "its segment has other fields",
    ),
    case(
        "time removed that was never there",
        stated("time.removed", lambda facts: facts["removed"][0].update(memo="?")),
        "takes off time that is not there",
    ),
    case(
        "time removed and still there",
        stated("time.removed", lambda facts: facts.update(removed=[])),
        "seconds, the record of its week",
    ),
    case(
        "another memo of tracked time",
        stated("time.changed", lambda facts: facts["spans"][0].update(memo="Plates 1 to 5")),
    ),
    case(
        "tracked time that another memo makes manual",
        stated("time.changed", lambda facts: facts["spans"][0].update(source="by hand", segment=None)),
        "changes more of tracked time than its memo",
    ),
    case(
        "tracked time that leaves by another memo",
        stated("time.changed", lambda facts: facts.update(spans=[])),
        "changes more of tracked time than its memo",
    ),
    case(
        "another memo of time that is not there",
        stated("time.changed", lambda facts: facts["removed"][0].update(memo="Rest.")),
        "takes off time that is not there",
    ),
    case(
        "time added twice",
        stated("time.recorded", lambda facts: facts["spans"].append(facts["spans"][0])),
        "there already",
    ),
    case(
        "a deleted screenshot of nothing",
        stated("shot.deleted", lambda facts: facts.update(commitment="ab")),
        "32 bytes",
    ),
]
SHEETS = [
    case(
        "a second more",
        sheet(lambda facts: facts["sheet"].update(seconds=1)),
        "its timesheet has 1 seconds, the record of its week 4",
    ),
    case(
        "more of it protected",
        sheet(lambda facts: facts["sheet"].update(protected=1)),
        "not those of its blocks",
    ),
    case(
        "more of it paid",
        sheet(lambda facts: facts["sheet"].update(unprotected=1)),
        "not those of its blocks",
    ),
    case("another amount", sheet(lambda facts: facts.update(amount=1)), "its amount is not its paid seconds"),
    case(
        "another rate",
        sheet(lambda facts: facts["after"].update(rate=1)),
        "its amount is not its paid seconds",
    ),
    case("a lower limit", sheet(lambda facts: facts.update(payable_seconds=60)), "within the limit"),
    case(
        "more payable than the limit",
        sheet(lambda facts: facts["after"].update(limit_seconds=60)),
        "more is payable than its limit",
    ),
    case("another supplement", sheet(lambda facts: facts.update(supplement=1)), "the record of its week 0"),
    case("no supplement", sheet(lambda facts: facts.pop("supplement")), "its supplement is none"),
    case(
        "an amount that is none",
        sheet(lambda facts: facts.update(amount=-1)),
        "a number of its timesheet is none",
    ),
    case("a sheet without its columns", sheet(lambda facts: facts.pop("sheet")), "what was submitted"),
    case(
        "a week that is none",
        sheet(lambda facts: facts["after"].update(ends_at="2027-03-02T17:00:00+00:00")),
        "its week is none",
    ),
    case(
        "another week",
        sheet(lambda facts: facts["after"].update(starts_at="2026-03-03T05:00:00+00:00")),
        "lies outside that week",
    ),
    case(
        "a block without time",
        sheet(lambda facts: facts["sheet"]["protected_blocks"].append(700)),
        "names a block without time",
    ),
    case(
        "blocks out of order", sheet(lambda facts: facts["sheet"]["protected_blocks"].reverse()), "in order"
    ),
    case(
        "a week funded late",
        sheet(lambda facts: facts["after"].update(ready_at="2026-03-02T19:20:00+00:00")),
        "was not funded when it began",
    ),
    case(
        "a week never funded",
        sheet(lambda facts: facts["after"].update(ready_at=None)),
        "was not funded when it began",
    ),
]


def amended(**changes: object) -> Spoil:
    """A redaction whose amendment, which its device did not sign so, says something else."""

    def change(facts: Facts) -> None:
        fields = json.loads(facts["amendment"])
        fields["change"] |= changes
        facts["amendment"] = rfc8785.dumps(fields).decode()

    return stated("shot.redacted", change)


def redacted(**changes: object) -> Spoil:
    return stated("shot.redacted", lambda facts: facts.update(changes))


REDACTED = [
    case("a redaction that nobody signed", redacted(signature="ab" * 64), "its amendment is not signed"),
    case("a redaction of another segment", redacted(segment="ab"), "its amendment says something else"),
    case("another replacement", redacted(replacement="ab" * 32), "its amendment says something else"),
    case("more redactions", redacted(redactions=2), "its amendment says something else"),
    case("a redaction with a field more", redacted(more=1), "a redacted screenshot has other fields"),
    case("a signature that is none", redacted(signature="ab"), "64 bytes in hexadecimal"),
    case("an amendment that is none", redacted(amendment="[]"), "an amendment has other fields"),
    case("an amendment of another replacement", amended(replacement="ab" * 32), "says something else"),
    case("an amendment that deletes", amended(kind="delete"), "a newer"),
    case("an amendment of no kind", amended(kind="crop"), "it changes nothing that can be changed"),
    case("an amendment that redacts nothing", amended(redactions=0), "it makes nothing unreadable"),
    case(
        "a segment whose entry is of another kind",
        stated("time.tracked", lambda facts: None, now="note"),
        "no entry",
    ),
]
TIME_ENTRIES = [*RECORDED, *REDACTED, *SHEETS]
