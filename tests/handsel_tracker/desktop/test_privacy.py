import ast
import re
from pathlib import Path

import pytest

from handsel_tracker.desktop.privacy import LIMITS, NEVER, RECORDS, as_markdown
from handsel_tracker.inputs.port import Activity
from tests.architecture import tracked

pytestmark = pytest.mark.one_database

PRYING = re.compile(
    r"XGetEventData|XLookup|XkbKeycode|XKeycodeTo|XKeysym|XQueryKeymap|XRecord|XGrabKey|XGetInputFocus"
    r"|WM_NAME|XFetchName|XGetWMName|_NET_ACTIVE_WINDOW|XConvertSelection|CLIPBOARD|QClipboard|pyperclip"
    r"|wl_keyboard|wl_pointer|wl_data_device|GetForegroundWindow|GetWindowText|GetAsyncKeyState|SetWindowsHook"
    r"|CGEventTap|kCGWindowName|AXUIElement|NSPasteboard|/dev/input|evdev|pynput|window_title|at-spi|atspi"
)
"""Calls, protocols and libraries that tell of keys, titles, pages or the clipboard."""
SPEAKING = Path("src/handsel_tracker/desktop/privacy.py")


def sources() -> list[Path]:
    return [path for path in tracked.files("src/handsel_tracker/*.py") if path != SPEAKING]


def test_the_page_of_the_documentation_is_what_the_window_shows() -> None:
    assert Path("docs/tracker-privacy.md").read_text(encoding="utf-8") == as_markdown()


def test_of_each_record_everything_is_said() -> None:
    assert all(len(part) > 2 and part.endswith(".") for record in RECORDS for part in record)
    assert all(sentence.endswith(".") for sentence in (*NEVER, *LIMITS))


def test_no_code_of_the_tracker_can_learn_of_keys_titles_pages_or_the_clipboard() -> None:
    prying = [
        f"{path}:{number}: {match.group()}"
        for path in sources()
        for number, line in enumerate(tracked.text(path).splitlines(), 1)
        if (match := PRYING.search(line))
    ]
    assert prying == []


def test_of_windows_the_class_alone_is_read() -> None:
    atoms = [
        ast.literal_eval(node.args[0])
        for path in sources()
        for node in ast.walk(tracked.tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".atom")
        if isinstance(node.args[0], ast.Constant)
    ]
    assert atoms == ["WM_CLASS"]


def test_what_leaves_the_counting_is_two_numbers_and_whether_there_was_input() -> None:
    assert list(Activity.__dataclass_fields__) == ["active", "keys", "clicks"]
