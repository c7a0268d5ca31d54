"""Heavy work for a page, done by children of the process: few at once, one for each person, within limits."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Semaphore
from typing import Any

from handsel.kernel.fair_share import FairShare
from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal

AT_ONCE_MAX = 2
WAITING_MAX = 4
"""Children at once, and requests that have one or wait for one: each keeps a thread of the pages."""
WAIT_SECONDS_MAX = 10
SECONDS_MAX = 60
_admitted = FairShare(most=WAITING_MAX, share=1)
_turns = Semaphore(AT_ONCE_MAX)


class Busy(Refusal):
    """All children are at work."""

    what = gettext_noop("This site is already making as many pictures and PDFs as it can at once.")
    kept = gettext_noop("Yours was not started, and nothing was changed.")
    way_out = gettext_noop("Try again in a few seconds.")


def run_limited(
    module: str, *arguments: str, who: str, content: bytes, memory_bytes: int, cpu_seconds: int
) -> bytes | None:
    """What a module writes when it is given `content`; None if it failed or passed a limit.

    Raises `Busy` where somebody, or the site, has as many of them at work as they may.
    """
    limits = [str(memory_bytes), str(cpu_seconds)]
    command = [sys.executable, "-P", "-m", "handsel.kernel.limited", *limits, module, *arguments]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HANDSEL_")}
    options: dict[str, Any] = {"env": kept, "capture_output": True, "timeout": SECONDS_MAX, "check": False}
    with _turn(who):
        try:
            ended = subprocess.run(command, input=content, **options)
        except subprocess.TimeoutExpired:
            return None
    return None if ended.returncode else ended.stdout


@contextmanager
def _turn(who: str) -> Iterator[None]:
    if not _admitted.take(who):
        raise Busy
    try:
        if not _turns.acquire(timeout=WAIT_SECONDS_MAX):
            raise Busy
        try:
            yield
        finally:
            _turns.release()
    finally:
        _admitted.give_back(who)
