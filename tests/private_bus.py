"""A message bus of a test, and programs on it that answer as desktops do."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

Answer = tuple[str, tuple[Any, ...]]
"""Signature and values."""


class PrivateBus:
    """A bus that nobody else is on."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.services: list[DesktopService] = []

    def service(self, name: str, **answers: Callable[[Message], Answer]) -> DesktopService:
        """A program with a name on it, until the test ends."""
        self.services.append(DesktopService(self.address, name, answers))
        return self.services[-1]


@contextmanager
def message_daemon() -> Iterator[PrivateBus]:
    """A bus, and at the end everybody leaves it."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DBUS_")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as daemon:
        assert daemon.stdout is not None
        bus = PrivateBus(daemon.stdout.readline().strip())
        try:
            yield bus
        finally:
            for service in bus.services:
                service.leave()
            daemon.terminate()


class DesktopService:
    """A program with a name on the bus. Its answers are by the name of the method."""

    def __init__(self, address: str, name: str, answers: dict[str, Callable[[Message], Answer]]) -> None:
        self.connection: DBusConnection = open_dbus_connection(address)
        self.calls: list[Message] = []
        self._answers = answers
        self.connection.send_and_get_reply(message_bus.RequestName(name))
        self._thread = Thread(target=self._serve, daemon=True)
        self._thread.start()

    def say(self, path: str, interface: str, member: str, signature: str, *body: Any) -> None:
        """Send a signal to everybody."""
        self.connection.send(new_signal(DBusAddress(path, interface=interface), member, signature, body))

    def leave(self) -> None:
        """Go away, and wait until that is so."""
        with suppress(OSError):
            self.connection.sock.shutdown(2)
        self._thread.join(5)
        self.connection.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                message = self.connection.receive()
                if message.header.message_type is MessageType.method_call:
                    self.calls.append(message)
                    self._answer(message)

    def _answer(self, message: Message) -> None:
        make = self._answers.get(message.header.fields[HeaderFields.member])
        if make is None:
            self.connection.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod"))
        else:
            self.connection.send(new_method_return(message, *make(message)))
