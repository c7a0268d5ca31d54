"""Why a row of a file is not taken over."""

from dataclasses import dataclass
from enum import StrEnum


class RowFault(StrEnum):
    """What is wrong with a row."""

    CELLS = "cells"
    NO_DAY = "no day"
    NO_START = "no start"
    NO_LENGTH = "no length"
    NO_MEMO = "no memo"
    LONG_MEMO = "long memo"
    NEVER = "never"
    END_DIFFERS = "end differs"
    NOT_AFTER = "not after"
    TOO_LONG = "too long"
    REPEATED = "repeated"
    OVERLAPS = "overlaps"
    RECORDED = "recorded"
    TAKEN = "taken"
    ODD_MEMO = "odd memo"
    TO_COME = "to come"
    OUTSIDE = "outside"
    SUBMITTED = "submitted"
    PAUSED = "paused"


@dataclass(frozen=True)
class RefusedRow:
    """A row that is not taken over: its line, why, the cell that is wrong, and the line it collides with."""

    line: int
    fault: RowFault
    text: str = ""
    other_line: int = 0
