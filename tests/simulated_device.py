"""A device whose clocks, desktop and network are in a test's hand, with the Tracker's own daemon on it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from handsel_tracker.daemon.account import SignedInAs, keep_account
from handsel_tracker.daemon.engine import Engine
from handsel_tracker.daemon.program import Desktop, Program
from handsel_tracker.evidence.device_key import DeviceKey, new_device_key
from handsel_tracker.house.session import Session
from handsel_tracker.house.sign_in import Tokens
from handsel_tracker.inputs.port import Activity
from handsel_tracker.places.secrets import Secrets
from handsel_tracker.screen.port import CaptureFailed, Picture, Wanted
from handsel_tracker.sending.sender import Sender
from handsel_tracker.spool.spool import Spool
from handsel_tracker.timing.clocks import ClockReading
from tests.simulated_house import DEVICE, SimulatedHouse

MONDAY = datetime(2026, 3, 2, 17, tzinfo=UTC)
"""Twelve hours after a week of the house began."""
WEEK_STARTS = datetime(2026, 3, 2, 5, tzinfo=UTC)


@dataclass
class SimulatedClock:
    """Clocks that stand still until they are told; `true_ms` is the time everywhere else."""

    true_ms: int = int(MONDAY.timestamp() * 1000)
    wrong_ms: int = 0
    boot_ms: int = 100_000
    mono_ms: int = 90_000
    boot_id: str = "first start"

    def read(self) -> ClockReading:
        """The clocks of the device."""
        return ClockReading(self.true_ms + self.wrong_ms, self.boot_ms, self.mono_ms)

    def passes(self, seconds: float) -> None:
        """Let time pass."""
        self.sleeps(seconds)
        self.mono_ms += int(seconds * 1000)

    def sleeps(self, seconds: float) -> None:
        """Let time pass in which the device sleeps."""
        self.true_ms += int(seconds * 1000)
        self.boot_ms += int(seconds * 1000)

    def restarts(self) -> None:
        """Start the device anew."""
        self.boot_ms = self.mono_ms = 5000
        self.boot_id += "+"

    def now(self) -> datetime:
        """The true time."""
        return datetime.fromtimestamp(self.true_ms / 1000, UTC)


@dataclass
class SimulatedInputs:
    """A desktop at which somebody types, or not."""

    name: str = "simulated"
    typing: bool = True
    locked: bool = False
    knows: bool = True
    idle: float = 0

    def poll(self) -> Activity:
        """A second with a key, or without."""
        self.idle = 0 if self.typing else self.idle + 1
        keys = int(self.typing) if self.knows else None
        return Activity(active=self.typing and self.knows, keys=keys, clicks=None)

    def idle_seconds(self) -> float | None:
        """Since when nobody types."""
        return self.idle if self.knows else None

    def is_locked(self) -> bool:
        """Whether the screen is locked."""
        return self.locked

    def close(self) -> None:
        """Nothing is open."""


@dataclass
class SimulatedScreen:
    """A screen that gives pictures, or does not."""

    refuses: bool = False
    fails: bool = False
    taken: list[Wanted] = field(default_factory=list)
    pictures: int = 1
    size: int = 0
    late_ms: int = 0

    def begin(self, wanted: Wanted) -> "SimulatedScreen":
        """Take a picture."""
        self.taken.append(wanted)
        return self

    def poll(self) -> list[Picture]:
        """The pictures."""
        if self.refuses:
            raise CaptureFailed("The desktop refused.", "Allow it.", is_refusal=True)
        if self.fails:
            raise CaptureFailed("It ended early.", "Look.")
        name = f"picture {len(self.taken)}"
        return [
            Picture(f"{name} of {place}".encode().ljust(self.size), place, 0, self.late_ms)
            for place in range(self.pictures)
        ]


@dataclass
class SimulatedDevice:
    """A device of Ben that is signed in."""

    folder: Path
    clock: SimulatedClock = field(default_factory=SimulatedClock)
    inputs: SimulatedInputs = field(default_factory=SimulatedInputs)
    screen: SimulatedScreen = field(default_factory=SimulatedScreen)
    key: DeviceKey = field(default_factory=new_device_key)
    between: Callable[[float, float], float] = lambda least, most: (least + most) / 2
    seconds: int = 0

    def __post_init__(self) -> None:
        self.house = SimulatedHouse(self.clock.now, self.key.public, WEEK_STARTS)
        self.program = self._program()
        self.account = SignedInAs("https://house.example", DEVICE, "Laptop", "Ben")
        keep_account(self.program.spool, self.program.secrets, self.account, key=self.key, refresh="r")
        self.program.open()
        self.send()

    @property
    def engine(self) -> Engine:
        """What records."""
        return self.program.engine

    @property
    def sender(self) -> Sender:
        """What sends."""
        return self.program.sender

    def send(self) -> None:
        """One pass of sending."""
        self.sender.step()

    def runs(self, seconds: int, *, online: bool = True) -> None:
        """Let so many seconds pass, and the daemon do its work in each."""
        for _ in range(seconds):
            self.clock.passes(1)
            self.engine.tick()
            self.seconds += 1
            if online and self.seconds % 2 == 0:
                self.send()

    def settles(self, seconds: int = 1500) -> None:
        """Let everything be sent, with nothing running and a network that works."""
        self.house.fault = lambda: ""
        self.runs(seconds)
        self.sender.hurry()
        self.send()

    def dies(self) -> None:
        """Kill the daemon: what is in its memory is gone."""
        self.program.spool.database.close()

    def lives(self) -> None:
        """Start the daemon again."""
        self.program = self._program()
        self.program.open()

    def _program(self) -> Program:
        desktop = Desktop(
            self.inputs,
            self.screen.begin,
            lambda content, boxes, style: Picture(content + b" redacted", 0, len(boxes)),
        )
        program = Program(Spool(self.folder / "spool"), Secrets(self.folder / "secrets"), self.clock, desktop)
        program.connect = lambda _account, _secrets: Session(self.house, Tokens("access", "refresh"))
        program.between = lambda least, most: self.between(least, most)
        return program
