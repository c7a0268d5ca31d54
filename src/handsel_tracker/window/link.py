"""The link to the daemon: what it says arrives as a signal, what is asked of it waits in a thread."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event, Thread
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal

RETRY_SECONDS = 1.0

Then = Callable[[Any], object]


class Daemon(Protocol):
    """The daemon, as the control socket gives it; each may raise `OSError`, and `ask` `DaemonRefused`."""

    def ask(self, method: str, **params: Any) -> Any:
        """Ask it to do something, or for something."""

    def watch(self) -> Iterator[dict[str, Any]]:
        """Its state, now and after each change."""


class DaemonLink(QObject):
    """Asks a daemon in a thread; answers and states arrive in the thread of the window."""

    changed = Signal(dict)
    away = Signal(str)
    _answered = Signal(object, object)

    def __init__(self, daemon: Daemon) -> None:
        super().__init__()
        self._daemon = daemon
        self._threads = ThreadPoolExecutor(1, "asks")
        self._ended = Event()
        self._answered.connect(_take, Qt.ConnectionType.QueuedConnection)
        self._watcher = Thread(target=self._watch, name="watches", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._watcher.start()

    def end(self) -> None:
        """Ask and watch no longer."""
        self._ended.set()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def ask(self, method: str, then: Then | None = None, failed: Then | None = None, **params: Any) -> None:
        """Ask for something: `then` gets the answer, `failed` the words of a refusal."""

        def answered(future: "Future[Any]") -> None:
            if self._ended.is_set() or future.cancelled():
                return
            error = future.exception()
            if error is None:
                self._answered.emit(then, future.result())
            else:
                self._answered.emit(failed or self.away.emit, str(error))

        if not self._ended.is_set():
            self._threads.submit(self._daemon.ask, method, **params).add_done_callback(answered)

    def _watch(self) -> None:
        while not self._ended.is_set():
            try:
                for state in self._daemon.watch():
                    if self._ended.is_set():
                        return
                    self.changed.emit(state)
            except OSError as error:
                self.away.emit(str(error))
            self._ended.wait(RETRY_SECONDS)


def _take(then: Then | None, answer: Any) -> None:
    if then is not None:
        then(answer)
