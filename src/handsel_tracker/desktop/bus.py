"""A connection to a message bus (D-Bus): short questions, and signals that are read without waiting."""

from collections import deque
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

ANSWER_SECONDS_MAX = 1.0
QUEUE_MAX = 256
SESSION, SYSTEM = "SESSION", "SYSTEM"
_CLOSED = (OSError, RuntimeError)


class BusFailed(ConnectionError):
    """There is no bus, or nobody on it answered as expected."""


class Bus:
    """One connection. What arrives is kept until it is read, also while an answer is awaited."""

    def __init__(self, which: str = SESSION) -> None:
        try:
            self._connection: DBusConnection = open_dbus_connection(which)
        except Exception as error:
            raise BusFailed(f"no {which.lower()} bus: {error}") from error
        self.is_gone = False
        self._arrived: deque[Message] = deque(maxlen=QUEUE_MAX)
        for kind in ("signal", "method_return", "error"):
            self._connection.filter(MatchRule(type=kind), queue=self._arrived).__enter__()

    @property
    def name(self) -> str:
        """What the bus calls this connection."""
        return str(self._connection.unique_name)

    def call(
        self, address: DBusAddress, method: str, signature: str = "", body: tuple[Any, ...] = (),
        seconds: float = ANSWER_SECONDS_MAX,
    ) -> tuple[Any, ...]:  # fmt: skip
        """Ask something and wait for the answer, or raise `BusFailed`."""
        return self._answer(new_method_call(address, method, signature or None, body), seconds)

    def read_property(self, address: DBusAddress, name: str) -> Any:
        """A property of an object."""
        properties = DBusAddress(address.object_path, address.bus_name, "org.freedesktop.DBus.Properties")
        return self.call(properties, "Get", "ss", (address.interface, name))[0][1]

    def has_owner(self, name: str) -> bool:
        """Whether a program has this name now; none is started."""
        return bool(self._answer(message_bus.NameHasOwner(name), ANSWER_SECONDS_MAX)[0])

    def listen(self, rule: MatchRule) -> None:
        """Have signals of this kind sent here."""
        self._answer(message_bus.AddMatch(rule), ANSWER_SECONDS_MAX)

    def send(self, address: DBusAddress, method: str) -> None:
        """Ask something without waiting; the answer is among what arrives."""
        if self.is_gone:
            raise BusFailed("the bus is gone")
        try:
            self._connection.send(new_method_call(address, method))
        except _CLOSED as error:
            self.close()
            raise BusFailed(str(error)) from error

    def arrived(self, seconds: float = 0) -> list[Message]:
        """What arrived since the last time; all of it, for bytes that are left wake a loop for ever."""
        if self.is_gone:
            return []
        try:
            self._connection.recv_messages(timeout=0 if self._arrived else seconds)
            while True:
                self._connection.recv_messages(timeout=0)
        except TimeoutError:
            pass
        except _CLOSED:
            self.close()
        messages = list(self._arrived)
        self._arrived.clear()
        return messages

    def close(self) -> None:
        """End the connection."""
        if not self.is_gone:
            self.is_gone = True
            self._connection.close()

    def _answer(self, message: Message, seconds: float) -> tuple[Any, ...]:
        if self.is_gone:
            raise BusFailed("the bus is gone")
        try:
            reply = self._connection.send_and_get_reply(message, timeout=seconds)
        except TimeoutError as error:
            raise BusFailed("no answer in time") from error
        except _CLOSED as error:
            self.close()
            raise BusFailed(str(error)) from error
        if reply.header.message_type is MessageType.error:
            raise BusFailed(f"{header(reply, HeaderFields.error_name)}: {' '.join(map(str, reply.body))}")
        return tuple(reply.body)


def header(message: Message, field: HeaderFields) -> Any:
    """A field of the head of a message, or None."""
    return message.header.fields.get(field)
