"""The icon of the program, and those of its state in the tray, which differ by shape and not by colour."""

from enum import StrEnum

_HALVES = (
    "M6 4h4.5a2 2 0 0 1 2 2v3.94a7 7 0 0 0 0 12.12V26a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2Z",
    "M26 4h-4.5a2 2 0 0 0-2 2v3.94a7 7 0 0 1 0 12.12V26a2 2 0 0 0 2 2H26a2 2 0 0 0 2-2V6a2 2 0 0 0-2-2Z",
)
_PLUM, _COIN, _PAPER = "#6d2452", "#c8952c", "#fbf6f0"


class TrayState(StrEnum):
    """What the Tracker is doing, as its icon in the tray says it."""

    STOPPED = "stopped"
    PROTECTED = "protected"
    UNPROTECTED = "unprotected"
    QUESTION = "question"
    OFFLINE = "offline"


_SHAPES = {
    # An empty ring: nothing runs.
    TrayState.STOPPED: '<circle cx="16" cy="16" r="9.5" fill="none" stroke="{ink}" stroke-width="3"/>',
    # The two halves and the coin between them, as in the program's own icon.
    TrayState.PROTECTED: "".join(f'<path fill="{{ink}}" d="{half}"/>' for half in _HALVES)
    + '<circle cx="16" cy="16" r="5.2" fill="{ink}"/>',
    # A triangle with a bar and a dot left out of it.
    TrayState.UNPROTECTED: '<path fill="{ink}" fill-rule="evenodd" d="M16 3 31 29H1Z'
    'M14.4 12h3.2v8.5h-3.2Z M14.4 22.8h3.2V26h-3.2Z"/>',
    # A question mark that fills the height.
    TrayState.QUESTION: '<path fill="none" stroke="{ink}" stroke-width="4.4" stroke-linecap="round" '
    'd="M9 10.5a7 7 0 1 1 10.6 6c-2.3 1.4-3.6 2.6-3.6 5"/><circle cx="16" cy="28" r="2.7" fill="{ink}"/>',
    # A line through two halves of a disc that are apart.
    TrayState.OFFLINE: '<path fill="{ink}" d="M5 24A13 13 0 0 1 24 5ZM27 8A13 13 0 0 1 8 27Z"/>',
}


def app_icon() -> str:
    """The icon of the program as SVG."""
    halves = "".join(f'<path fill="{_PLUM}" d="{half}"/>' for half in _HALVES)
    # On paper, so that it is seen in dark menus too.
    ground = f'<rect width="32" height="32" rx="7" fill="{_PAPER}"/>'
    return _svg(f'{ground}{halves}<circle fill="{_COIN}" cx="16" cy="16" r="5.2"/>', "Handsel Tracker")


def tray_icon(state: TrayState) -> str:
    """The icon of a state as SVG: its shape on a disc, which is seen on dark panels and on light ones."""
    disc = f'<circle cx="16" cy="16" r="15" fill="{_PLUM}" stroke="{_PAPER}" stroke-width="1"/>'
    shape = _SHAPES[state].format(ink=_PAPER)
    return _svg(f'{disc}<g transform="translate(5.6 5.6) scale(.65)">{shape}</g>', state.value)


def _svg(shapes: str, label: str) -> str:
    start = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="64" height="64" role="img"'
    return f'{start} aria-label="{label}">{shapes}</svg>\n'
