"""What sending stands on: the spool, the house, and whose device this is."""

from dataclasses import dataclass, field

from handsel_tracker.house.session import Session
from handsel_tracker.spool.spool import Spool


class Diverged(Exception):
    """The house has other segments of this device than the spool: another copy of it sent something."""


@dataclass
class SendingLine:
    """A device that is signed in, and its spool. `log_key` is the key with which the house signs receipts.

    `problems` are sentences for the person, by what they are about.
    """

    spool: Spool
    session: Session
    device: str
    log_key: str
    problems: dict[str, str] = field(default_factory=dict)
