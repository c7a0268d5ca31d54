"""Tracked time that is not as its devices signed it, or not as the record says it."""

from uuid import UUID

from tests.handsel_verify.variants.spoiling import Variant
from tests.handsel_verify.variants.spoiling_time import (
    SEEDS,
    SEGMENTS,
    case,
    content,
    data,
    forged,
    other_byte,
    protected,
    put,
    receipt,
    rows,
    seed,
    tracked,
    with_member,
    without,
)

EARLIER = {"started_at": "2026-03-02T18:59:00+00:00", "seconds": 80}
MINUTE = {"minute": 1, "active": 1, "keys": 1, "clicks": None}

MEMBERS = [
    case("no segments", without(SEGMENTS), f"{SEGMENTS} is missing, but time was tracked"),
    case("no seeds", without(SEEDS), f"{SEEDS} is missing, but time was tracked"),
    case("neither", without(SEGMENTS, SEEDS), f"{SEEDS} is missing, but time was tracked"),
    Variant("segments of nothing", with_member(SEGMENTS), f"{SEGMENTS} is there, but no time"),
    Variant("seeds of nothing", with_member(SEEDS), f"{SEEDS} is there, but no time"),
    case("a segment left out", rows(lambda lines: lines.pop(1)), "its segment"),
    case("a segment twice", rows(lambda lines: lines.append(lines[0])), "is there twice"),
    case("segments in another order", rows(lambda lines: lines.reverse())),
    case("a segment with a field more", rows(lambda lines: lines[0].update(more=1)), "line 1"),
    case("a segment without a receipt", rows(lambda lines: lines[0].pop("receipt")), "line 1"),
    case("a line that does not end", data(lambda text: text[:-1]), "its line does not end"),
    case("a blank line", data(lambda text: text + b"\n"), "a newer"),
    case("a line without end", data(lambda text: b" " * 300_000 + text), "262,144"),
    *(other_byte(place / 24 + 0.013, SEGMENTS) for place in range(24)),
    *(other_byte(place / 12 + 0.013, SEEDS) for place in range(12)),
]
SIGNED = [
    case("another memo", content(memo="Rest."), "is not signed with the key of its device"),
    case("and so another digest", content(memo="Rest."), "does not have the digest"),
    case("another number", content(seq=9), "is another than entry"),
    case("another block", content(block="2026-03-02T18:59:00+00:00"), "no entry names it"),
    case("another format", content(format="handsel-segment/2"), "a newer"),
    case("a field more", content(more=1), "it has other fields than a segment"),
    case(
        "blanks in a segment",
        rows(lambda lines: lines[0].update(content=lines[0]["content"].replace(":", ": "))),
        "it is not canonical",
    ),
    case("no spans", content(spans=[]), "it has no time"),
    case("minutes out of order", content(minutes=[MINUTE, MINUTE]), "its minutes are not in order"),
    case("a nonce in capitals", content(nonce="AB" * 32), "line 1"),
    case("a long memo", content(memo="m" * 401), "longer than 400"),
    case("a memo that turns", content(memo="m\u202em"), "has control characters"),
    case("a memo of two lines", content(memo="m\nm"), "has control characters"),
    case("a memo of letters beyond the first plane", content(memo="😀" * 400), "is not signed"),
    case("an instant that is an object", content(block={}), "a time in it is none"),
    case("a wrong instant", content(block="2026-02-30T19:00:00+00:00"), "a time in it is none"),
    case("no state of Work View", content(work_view={"state": "half", "reason": ""}), "no such state"),
    case(
        "an event of no kind",
        content(events=[{"at": "2026-03-02T19:00:00+00:00", "kind": "lunch", "seconds": 1}]),
        "of no known kind",
    ),
    case("a clock with a fraction", content(clock={"offset_ms": 0, "boot": 1, "up_ms": 1}), "a text in it"),
    case(
        "the signature of another",
        rows(lambda lines: lines[0].update(signature=lines[1]["signature"])),
        "is not signed with the key of its device",
    ),
    case(
        "a signature in capitals",
        rows(lambda lines: lines[0].update(signature=lines[0]["signature"].upper())),
        "64 bytes in hexadecimal",
    ),
    case(
        "another key of a device",
        tracked(lambda facts: facts.update(key="ab" * 32)),
        "names another key of its device",
    ),
    case("another key in the record", tracked(lambda facts: facts.update(key="ab" * 32)), "key of its"),
    case("a weak key in the record", tracked(lambda facts: facts.update(key="01" + "00" * 31)), "key of its"),
    case(
        "a forged memo, sealed",
        forged(lambda fields: fields.update(memo="Rest."), 5),
        "its memo is not that of",
    ),
    case(
        "a segment that names another before it",
        forged(lambda fields: fields.update(prev="ab" * 32), 1),
        "does not name the one before it",
    ),
    case(
        "a first segment that names one before it",
        forged(lambda fields: fields.update(prev="ab" * 32)),
        "does not name the one before it",
    ),
    case(
        "a shorter segment than its time",
        forged(lambda fields: fields["spans"][0].__setitem__(1, "2026-03-02T19:00:10+00:00")),
        "its time is not that of its segment",
    ),
]
KEPT = {"at": "2026-03-02T19:12:00+00:00", "kind": "kept", "seconds": 1801}
PROTECTED = [
    case("much idle time kept", forged(lambda fields: fields.update(events=[KEPT])), "without input"),
    case(
        "half an hour of idle time kept",
        forged(lambda fields: fields.update(events=[KEPT | {"seconds": 1800}]), 5),
    ),
    case(
        "a moment without a nonce",
        forged(lambda fields: fields.update(nonce=None), 5),
        "no screenshot at its moment",
    ),
    case(
        "a moment of another nonce",
        forged(lambda fields: fields.update(nonce="ab" * 32), 5),
        "no screenshot at its moment",
    ),
    case(
        "a screenshot that does not say it is offline",
        forged(lambda fields: fields["shots"][0].update(offline=False), 5),
        "no screenshot at its moment",
    ),
    case(
        "no screenshot",
        forged(lambda fields: fields.update(shots=[]), 5),
        "no screenshot at its moment",
    ),
    case("block 72, without Work View", protected(72, 700), "block 72 is protected, but Work View was off"),
    case("block 73, without a screenshot", protected(73, 300), "block 73 is protected, but it has no"),
    case("block 74, whose screenshot was deleted", protected(74, 720), "but its screenshot was deleted"),
    case("block 78, by hand", protected(78, 720), "block 78 is protected, but some of its time was not"),
]
RECEIPTS = [
    case("a receipt by another", receipt(lambda text: None, other=True), "is not signed with the site"),
    case("a receipt of other bytes", receipt(put(2, "ab" * 32)), "its receipt is of something else"),
    case("a receipt of another segment", receipt(put(1, str(UUID(int=7)))), "of something else"),
    case("a receipt of another house", receipt(put(0, "north.example receipt")), "of something else"),
    case("a receipt with a line more", receipt(lambda text: text.append("more")), "of something else"),
    case("a receipt cut short", receipt(lambda text: text.pop()), "of something else"),
    case("a receipt without a time", receipt(put(3, "then")), "its receipt has no time"),
    case("a receipt of another hour", receipt(put(3, "2026-03-02T21:50:00+00:00")), "another time than"),
    case("a receipt of the same minute", receipt(put(3, "2026-03-02T19:50:30+00:00"))),
    case(
        "a receipt that is no note",
        rows(lambda lines: lines[0].update(receipt="received")),
        "no signatures under an empty line",
    ),
]
SEEDED = [
    case("a seed left out", rows(lambda lines: lines.pop(), SEEDS), "no screenshot at its moment"),
    case("a seed twice", rows(lambda lines: lines.append(lines[0]), SEEDS), "is there twice"),
    case("a seed with a field more", rows(lambda lines: lines[0].update(more=1), SEEDS), "line 1"),
    case("a seed by another", seed(lambda text: None, other=True), "is not signed with the site"),
    case("a seed of another house", seed(put(0, "north.example seed")), "is not signed with the site"),
    case("a note of something else", seed(put(0, "north.example tree")), "not that of a seed"),
    case("a seed of another day", seed(put(2, "2026-03-09")), "no segment needs it"),
    case("a seed of no day", seed(put(2, "2026-02-30")), "a time in it is none"),
    case("a day with an hour", seed(put(2, "2026-03-02T00")), "a time in it is none"),
    case("a seed of no device", seed(put(1, "laptop")), "an identifier in it is none"),
    case("another commitment", seed(put(3, "ab" * 32)), "no screenshot at its moment"),
    case("a commitment too late", seed(put(4, "2026-03-02T19:20:00+00:00")), "at its moment"),
    case("another seed", seed(put(5, "ab" * 32)), "no screenshot at its moment"),
    case("a seed that came too late", seed(put(6, "2026-03-02T19:20:00+00:00")), "at its moment"),
    case("a seed without its time", seed(put(6, "")), "0 bytes in hexadecimal"),
    case("a time without its seed", seed(put(5, "")), "32 bytes in hexadecimal"),
    case(
        "a time with a fraction of nothing",
        seed(put(6, "2026-03-02T17:00:00.000000+00:00")),
        "not that of a seed",
    ),
    case("a line more in a seed", seed(lambda text: text.append("more")), "not that of a seed"),
]
TIME = [*MEMBERS, *SIGNED, *PROTECTED, *RECEIPTS, *SEEDED]
