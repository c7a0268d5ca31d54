"""What is scarce in a process: how much of it is taken in all, and how much by each person or address."""

from collections import Counter
from threading import Lock


class FairShare:
    """Amounts that are taken and given back, within a limit in all and a limit for each; by any thread."""

    def __init__(self, *, most: int, share: int) -> None:
        self._most, self._share = most, share
        self._taken: Counter[str] = Counter()
        self._lock = Lock()

    def take(self, who: str, amount: int = 1) -> bool:
        """Take an amount; False, and nothing taken, if it is above a limit."""
        with self._lock:
            if self._taken[who] + amount > self._share or self._taken.total() + amount > self._most:
                return False
            self._taken[who] += amount
            return True

    def give_back(self, who: str, amount: int = 1) -> None:
        """Give back what was taken."""
        with self._lock:
            self._taken[who] -= amount
            if self._taken[who] <= 0:
                del self._taken[who]
