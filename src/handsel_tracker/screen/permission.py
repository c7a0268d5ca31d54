"""What the person answered this desktop when it asked about screenshots, kept so that it is asked once."""

import json
import os
from enum import StrEnum
from pathlib import Path

from platformdirs import user_state_path

HOW_TO_ASK = "Run “handsel-tracker doctor --ask”, then turn Work View off and on."


class Permission(StrEnum):
    """Whether screenshots are permitted on this desktop."""

    UNKNOWN = "unknown"
    GRANTED = "granted"
    REFUSED = "refused"
    REFUSED_UNASKED = "refused-unasked"


def permission() -> Permission:
    """What is known of this desktop."""
    return Permission(_answers().get(_desktop(), Permission.UNKNOWN))


def remember_permission(state: Permission) -> None:
    """Keep what was answered on this desktop."""
    answers = {**_answers(), _desktop(): state.value}
    place = _place()
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = place.with_suffix(".part")
    part.write_text(json.dumps(answers))
    part.replace(place)


def _answers() -> dict[str, str]:
    try:
        answers = json.loads(_place().read_text())
    except (OSError, ValueError):
        return {}
    known = set(Permission)
    return {name: state for name, state in dict(answers).items() if state in known}


def _desktop() -> str:
    return os.environ.get("XDG_CURRENT_DESKTOP", "")


def _place() -> Path:
    return user_state_path("handsel-tracker") / "screen-permission.json"
