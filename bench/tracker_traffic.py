"""What the Tracker sends in an hour, and a house of one device that it is sent to."""

from contextlib import ExitStack
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from handsel.kernel import clock
from handsel_tracker.daemon import acts
from handsel_tracker.evidence.device_key import DeviceKey, new_device_key
from handsel_tracker.screen.encoding import encode
from tests.simulated_device import SimulatedDevice
from tests.simulated_house import JOB, SimulatedHouse

HOUR = 3_600


def served_house(stack: ExitStack) -> tuple[str, DeviceKey]:
    """A house on this machine; its address, and the key of the device that it knows."""
    key, now = new_device_key(), clock.now()
    monday = now.replace(hour=5, minute=0, second=0, microsecond=0) - timedelta(days=now.weekday() + 1)
    known = SimulatedHouse(clock.now, key.public, monday)

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            answer = known.send(self.command, self.path, {}, body)
            self.send_response(answer.status)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    for method in ("GET", "POST", "PUT"):
        setattr(Handler, f"do_{method}", Handler.answer)
    server = stack.enter_context(ThreadingHTTPServer(("127.0.0.1", 0), Handler))
    Thread(target=server.serve_forever, daemon=True).start()
    stack.callback(server.shutdown)
    return f"http://127.0.0.1:{server.server_port}", key


def sent_in_an_hour(folder: Path) -> dict[str, float]:
    """Kilobytes that an hour sends, without headers, with screenshots of a page of text and without any."""
    return {name: _hour(folder / name, with_shots=name == "hour") / 1000 for name in ("hour", "bare hour")}


def _hour(folder: Path, *, with_shots: bool) -> float:
    folder.mkdir()
    device = SimulatedDevice(folder)
    device.screen.size = len(encode(_page_of_text()))
    sent = 0
    answer = device.house.send

    def counting(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> Any:
        nonlocal sent
        sent += len(body) + len(path)
        return answer(method, path, headers, body)

    device.house.send = counting  # type: ignore[method-assign]
    if not with_shots:
        acts.set_work_view(device.engine, False, JOB)
    acts.start(device.engine, JOB)
    sent = 0
    device.runs(HOUR)
    return sent


def _page_of_text() -> Image.Image:
    """A screen of 1920 x 1080 pixels, full of words."""
    page = Image.new("RGB", (1920, 1080), "white")
    font = ImageFont.truetype("DejaVuSans.ttf", 15)
    words = Path("docs/rules.md").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(words[: 1080 // 20]):
        ImageDraw.Draw(page).text((20, 20 * number), line[:200], "black", font)
    return page
