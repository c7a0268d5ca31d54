"""What the Tracker records and never does, in the words of its window and of docs/tracker-privacy.md."""

from typing import NamedTuple

INTRODUCTION = (
    "The Tracker records time for hourly jobs, and what shows that somebody worked in it. It "
    "records while its timer runs, and not otherwise. You see each screenshot before anybody else, "
    "and can make parts of it unreadable or delete it."
)


class Record(NamedTuple):
    """One thing that is recorded: what, where it lies, who sees it, and for how long."""

    what: str
    place: str
    who: str
    how_long: str


_HERE = "In the Tracker’s folder on this computer; then on the site."
_BOTH = "You and the client of the job; operators of the site if they must decide about it."
_RECORD = "As long as the job’s record, which neither side can change."

RECORDS = (
    Record("When the timer ran, to the second, and your memo.", _HERE, _BOTH, _RECORD),
    Record(
        "For each minute: how many seconds had input, how many keys were pressed, and how many "
        "clicks and turns of the wheel were made. Under Wayland, macOS and Windows: the seconds "
        "alone.",
        _HERE, _BOTH, _RECORD,
    ),
    Record(
        "Screenshots, while Work View is on: of each monitor, or of the one that you chose, at one "
        "moment in each twelve minutes. None while the screen is locked, as far as the desktop "
        "says so.",
        "In the Tracker’s folder for about a week; on the site once it was sent.",
        "You alone for ten minutes, or until you send it if you hold all. Then the two sides of "
        "the job; you see who opened it at full size.",
        "180 days after the job’s last payment, or as the site’s policy says, and until claims and "
        "disputes end. What you delete is gone here at once, and on the site until the "
        "timesheet is submitted.",
    ),
    Record(
        "How many parts of a screenshot you, or a program that you excluded, made unreadable. Not "
        "what was there.",
        _HERE, _BOTH, _RECORD,
    ),
    Record(
        "When the computer slept, its clock jumped, the screen was locked, or there was no input "
        "for ten minutes, and whether you kept that time.",
        _HERE, _BOTH, _RECORD,
    ),
    Record(
        "Hash, time and subject of your commits, if you installed the hook of git in a repository.",
        "In the Tracker’s folder for about a week; hash and subject on the site with the time of "
        "their block. Those made without the timer are dropped.",
        _BOTH, _RECORD,
    ),
    Record(
        "The name that you gave this device, and its public key.",
        "On the site; the private key is in the keyring of this computer, or in a file that only "
        "you can read.",
        "You; who checks an evidence bundle sees the public key.",
        "As long as the record. The private key until you sign out.",
    ),
)  # fmt: skip

NEVER = (
    "Which keys you press. The desktop tells that one was pressed; the Tracker never asks which.",
    "Where you click and point. It compares the place of the pointer with the last one, and forgets both.",
    "Titles of windows, addresses of pages, names of files, or which program you use. If you "
    "exclude programs from screenshots, it compares the class of each window with your list at "
    "that moment, and keeps nothing of it.",
    "The clipboard, the camera, the microphone, or where you are.",
    "Anything while the timer is stopped, but for reminders, if you turned them on: they notice "
    "that there is input.",
)

LIMITS = (
    "A screenshot shows what is on the screen, also what is private. Under X11 exclude programs or "
    "choose a monitor; under Wayland the whole desktop is taken, so look before it is sent, or "
    "turn Work View off.",
    "Under Wayland the desktop writes the screenshot into a file first. The Tracker removes that "
    "file at once; another program of yours could read it in between.",
    "A client who opened a screenshot can have kept a copy.",
    "Nobody can foresee the moment of a screenshot with an unmodified Tracker: the site and this "
    "device draw it together. Who changes the program can know it; a signature does not prove that "
    "nobody did.",
    "macOS and Windows are experimental: the Tracker was never run there.",
    "Where the desktop does not say when the screen is locked, stop the timer yourself. "
    "“handsel-tracker doctor” tells what yours says.",
)


def as_markdown() -> str:
    """The page of the documentation."""
    rows = [f"| {' | '.join(record)} |" for record in RECORDS]
    parts = [
        "# What the Tracker records", INTRODUCTION,
        "\n".join(["| What | Where it lies | Who sees it | For how long |", "|---|---|---|---|", *rows]),
        "## What it never records", _listed(NEVER), "## What you should know", _listed(LIMITS),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def _listed(sentences: tuple[str, ...]) -> str:
    return "\n".join(f"- {sentence}" for sentence in sentences)
