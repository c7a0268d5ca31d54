"""Input under macOS: how long ago it was, by CGEventSource. Experimental: it was not run on a Mac."""

import ctypes

from handsel_tracker.inputs.port import Activity

ACTIVE_SECONDS = 1.5
_COMBINED_SESSION_STATE, _ANY_INPUT_EVENT = 0, 0xFFFFFFFF
_FRAMEWORK = "/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices"


class MacActivity:
    """Seconds since the last input of this session; macOS gives counts only to programs that may see keys."""

    name = "macOS (experimental)"
    is_gone = False

    def __init__(self) -> None:
        self._since = ctypes.CDLL(_FRAMEWORK).CGEventSourceSecondsSinceLastEventType
        self._since.restype = ctypes.c_double
        self._since.argtypes = [ctypes.c_int32, ctypes.c_uint32]

    def poll(self) -> Activity:
        """Whether there was input in the last second."""
        return Activity(self.idle_seconds() < ACTIVE_SECONDS, None, None)

    def idle_seconds(self) -> float:
        """How long there was no input."""
        return float(self._since(_COMBINED_SESSION_STATE, _ANY_INPUT_EVENT))

    def close(self) -> None:
        """There is nothing to let go of."""
