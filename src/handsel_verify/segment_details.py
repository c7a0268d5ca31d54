"""What a segment says beside its time: activity by minute, the clocks of its device, commits."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from handsel_verify.fields import is_whole, line_from, members_from, require
from handsel_verify.strict_json import instant_from

TEXT_MAX, MINUTES_MAX, COMMITS_MAX = 200, 12, 20
ROUNDING_SECONDS = 60
"""By how much the time of the site that a device reckons with may move while it runs."""
_MINUTE = timedelta(minutes=1)
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


def check_minutes(rows: Any) -> None:
    """Activity by minute: seconds with input, and counts of keys and clicks, or null."""
    require(isinstance(rows, list) and len(rows) <= MINUTES_MAX, "it has too many minutes")
    for row in rows:
        members = members_from(row, {"minute", "active", "keys", "clicks"}, "a minute")
        require(
            is_whole(members["minute"], MINUTES_MAX - 1) and is_whole(members["active"], 60),
            "a minute is none",
        )
        counts = [members["keys"], members["clicks"]]
        require(all(count is None or is_whole(count, 100_000) for count in counts), "a count is none")
    numbers = [row["minute"] for row in rows]
    require(numbers == sorted(set(numbers)), "its minutes are not in order")


def check_clock(value: Any) -> None:
    """The clocks of the device at the end: how far from the server's, and since when it runs."""
    members = members_from(value, {"offset_ms", "boot", "up_ms"}, "its clock")
    whole = is_whole(abs(members["offset_ms"])) if type(members["offset_ms"]) is int else False
    require(whole and is_whole(members["up_ms"]), "its clock is none")
    line_from(members["boot"], 64)


def check_commits(rows: Any) -> None:
    """Commits that were made meanwhile: the hash of each, and its subject."""
    require(isinstance(rows, list) and len(rows) <= COMMITS_MAX, "it has too many commits")
    for row in rows:
        members = members_from(row, {"hash", "subject"}, "a commit")
        is_hash = isinstance(members["hash"], str) and _COMMIT.fullmatch(members["hash"])
        require(bool(is_hash), "a commit has no hash")
        line_from(members["subject"], TEXT_MAX)


def exceeds_device(
    spans: Sequence[tuple[datetime, datetime]], *, block: datetime, fields: Mapping[str, Any]
) -> bool:
    """Whether a segment has more time than its device ran for, or input in minutes without so much time.

    A device that started within the block says that it recovered then; so its clock tells of the part since.
    """
    length = int((spans[-1][1] - spans[0][0]).total_seconds())
    starts = [instant_from(row["at"]) for row in fields["events"] if row["kind"] == "recovered"]
    recovered = any(block <= at <= block + MINUTES_MAX * _MINUTE for at in starts)
    ran_shorter = fields["clock"]["up_ms"] // 1000 + ROUNDING_SECONDS < length
    if ran_shorter and not recovered:
        return True
    return any(row["active"] > seconds_in_minute(spans, block, row["minute"]) for row in fields["minutes"])


def seconds_in_minute(spans: Sequence[tuple[datetime, datetime]], block: datetime, minute: int) -> int:
    """How many seconds of a minute of the block are in spans of it."""
    start = block + minute * _MINUTE
    parts = [min(end, start + _MINUTE) - max(begun, start) for begun, end in spans]
    return sum(max(int(part.total_seconds()), 0) for part in parts)
