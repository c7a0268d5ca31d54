"""Bundles whose tracked time is spoiled by chance: any field of it is another value."""

import json
import random
from collections.abc import Iterator
from typing import Any

from tests.handsel_verify.variants.goods import Good
from tests.handsel_verify.variants.spoiling import Spoil, stated
from tests.handsel_verify.variants.spoiling_time import SEEDS, SEGMENTS, data, forged, rows, sheet

INSTANT = "2026-03-02T19:00:00"
VALUES: list[Any] = [
    None,
    True,
    False,
    0,
    1,
    -1,
    61,
    2**53 - 1,
    "",
    "x",
    "\0",
    "😀" * 400,
    "z" * 401,
    [],
    {},
    [[]],
]
VALUES += [f"{INSTANT}+00:00", f"{INSTANT}.000000+00:00", f"{INSTANT}.000001+00:00", f"{INSTANT}Z"]
VALUES += ["2026-02-29T00:00:00+00:00", "0000-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00"]
VALUES += ["ab" * 32, "AB" * 32, "tracked", "by hand", "off", "kept", "é", "e\u0301"]
KINDS = ["time.tracked", "time.moved", "time.recorded", "time.removed", "shot.deleted", "shot.redacted"]


def spoiled_by_chance(good: Good, count: int) -> Iterator[bytes]:
    """So many bundles, always the same changes; the house has signed for each."""
    chance = random.Random(5)
    for _ in range(count):
        yield _spoil(chance)(good)


def _spoil(chance: random.Random) -> Spoil:
    def change(value: Any) -> None:
        _change(chance, value)

    place, name = chance.randrange(6), chance.choice([SEGMENTS, SEEDS])
    spoils = [
        forged(change, place),
        stated(chance.choice(KINDS), change),
        sheet(lambda facts: change(facts[chance.choice(["sheet", "after"])])),
        rows(change, name),
        data(lambda content: _other_byte(chance, content), name),
    ]
    return chance.choice(spoils)


def _other_byte(chance: random.Random, content: bytes) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]


def _change(chance: random.Random, value: Any) -> None:
    """Change one place of a value: drop it, double it, add to it, or put something else there."""
    holder, key = chance.choice([*_places(value)])
    how = chance.random()
    if isinstance(holder, list) and how < 0.2:
        holder.append(json.loads(json.dumps(holder[key])))
    elif isinstance(holder, dict) and how < 0.1:
        holder["more"] = chance.choice(VALUES)
    elif type(holder[key]) is int and how < 0.6:
        holder[key] += chance.choice([1, 60, 720])
    else:
        holder[key] = chance.choice(VALUES)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Each place in a value, as what holds it and the key there."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else []
    for key in keys:
        if key not in {"device", "job", "block"}:
            yield value, key
        yield from _places(value[key])
