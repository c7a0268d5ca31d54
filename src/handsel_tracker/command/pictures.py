"""Screenshots from the command line: look, redact, delete, send."""

import argparse
from base64 import b64decode
from pathlib import Path
from typing import Any

from handsel_tracker.command.wording import shot_line
from handsel_tracker.control.client import ControlClient, DaemonRefused
from handsel_tracker.places.folders import FOLDER_MODE, write_private


def preview(client: ControlClient, options: argparse.Namespace) -> None:
    """List what is here, and write the pictures to a folder, for their person alone."""
    shots = client.ask("shots")
    if options.json:
        import json

        print(json.dumps(shots, indent=1))
    else:
        print("\n".join(map(shot_line, shots)) or "No screenshot is here.")
    if options.save:
        folder = Path(options.save)
        folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        for shot in (row for row in shots if row["has_picture"]):
            path = folder / f"{shot['shot'][:12]}.webp"
            write_private(path, b64decode(client.ask("shot", shot=shot["shot"])))


def redact(client: ControlClient, options: argparse.Namespace) -> None:
    """Make parts unreadable."""
    try:
        boxes = [[int(number) for number in box.split(",")] for box in options.box]
    except ValueError:
        boxes = [[]]
    if any(len(box) != 4 for box in boxes):
        raise DaemonRefused("A box is X,Y,WIDTH,HEIGHT in whole pixels. The screenshot is as it was.")
    shot = _chosen(client, options.shot)
    new = client.ask("redact", shot=shot["shot"], boxes=boxes, style=options.style)
    print(f"Redacted; it is {new[:12]} now. What was there before is gone.")


def delete(client: ControlClient, options: argparse.Namespace) -> None:
    """Delete a screenshot, or the time of a block."""
    if options.segment:
        client.ask("delete", segment=options.segment)
        print("The time of this block is taken off the sheet.")
    else:
        client.ask("delete", shot=_chosen(client, options.shot)["shot"])
        print("Deleted. The time stays, not protected; where the terms require Work View, it is not paid.")


def send(client: ControlClient, options: argparse.Namespace) -> None:
    """Send without waiting."""
    shot = _chosen(client, options.shot)["shot"] if options.shot else ""
    print(f"{client.ask('send_now', shot=shot)} screenshots leave now.")


def _chosen(client: ControlClient, start: str) -> dict[str, Any]:
    """The one screenshot that begins with these characters."""
    rows: list[dict[str, Any]] = [row for row in client.ask("shots") if row["shot"].startswith(start)]
    if len(rows) != 1:
        raise DaemonRefused(f"{len(rows)} screenshots begin with {start}. Nothing was changed.")
    return rows[0]
