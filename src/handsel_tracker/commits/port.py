"""A commit as the hook of git notes it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Commit:
    """Hash and subject of a commit, and when it was made, in UTC. Nothing of its content."""

    hash: str
    subject: str
    made_at: datetime
