"""Handle pictures in a process: `python -m handsel_tracker.screen.child take|ask|redact|checks`.

The libraries for pictures are loaded here, and their memory is given back when it ends, within seconds.
It reads one frame (`child_protocol`) and writes one; `checks` reads and writes JSON alone.
"""

import os
import sys
from typing import BinaryIO

from handsel_tracker.screen.child_protocol import read_frame, write_failure, write_frame, write_pictures
from handsel_tracker.screen.finding import find_screen
from handsel_tracker.screen.port import Box, CaptureFailed, Grab, Picture, Wanted
from handsel_tracker.timing.clocks import SystemClock

NICENESS = 15


def main(arguments: list[str]) -> int:
    """Do the one thing that is asked for; 0 unless the arguments are unknown."""
    job = JOBS.get(arguments[0]) if len(arguments) == 1 else None
    if job is None:
        sys.stderr.write(f"Say one of {', '.join(JOBS)}.\n")
        return 2
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    out = sys.stdout.buffer
    try:
        job(sys.stdin.buffer, out)
    except CaptureFailed as failure:
        write_failure(out, failure)
    return 0


def take(stream: BinaryIO, out: BinaryIO) -> None:
    """Take screenshots as the frame wants them, excluded windows painted over.

    This process may have been held up, so it says when it had the pixels.
    """
    head, _contents = read_frame(stream)
    wanted = Wanted(head["monitor"], tuple(head["excluded"]))
    grabs = find_screen().grab(wanted)
    late_ms = SystemClock().read().boot_ms - head["asked_ms"]
    write_pictures(out, [_picture(grab, late_ms) for grab in grabs])


def ask(_stream: BinaryIO, out: BinaryIO) -> None:
    """Have the desktop ask for permission."""
    find_screen().ask()
    write_pictures(out, [])


def redact(stream: BinaryIO, out: BinaryIO) -> None:
    """Make boxes of a picture unreadable."""
    from handsel_tracker.screen.encoding import decode, encode
    from handsel_tracker.screen.redaction import Style, redact_pixels

    head, (content,) = read_frame(stream)
    image = decode(content)
    count = redact_pixels(image, [Box(*box) for box in head["boxes"]], Style(head["style"]))
    write_pictures(out, [Picture(encode(image), 0, count)])


def checks(stream: BinaryIO, out: BinaryIO) -> None:
    """Look at what works on this desktop."""
    from handsel_tracker.screen.checks import all_checks

    context, _contents = read_frame(stream)
    write_frame(out, {"checks": [list(check) for check in all_checks(context)]})


JOBS = {"take": take, "ask": ask, "redact": redact, "checks": checks}


def _picture(grab: Grab, late_ms: int) -> Picture:
    from handsel_tracker.screen.encoding import encode
    from handsel_tracker.screen.redaction import redact_pixels

    count = redact_pixels(grab.image, grab.hidden)
    return Picture(encode(grab.image), grab.monitor, count, late_ms)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
