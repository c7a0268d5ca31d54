"""Signing in, step by step in a thread of its own: the code is shown while its approval is awaited."""

import logging
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from typing import Any

from handsel_tracker.daemon.account import SignedInAs, open_account
from handsel_tracker.evidence.device_key import DeviceKey, new_device_key
from handsel_tracker.house.client import (
    NO_HOUSE,
    AddressRefused,
    HouseAway,
    HouseClient,
    HouseRefused,
    SignedOut,
    house_address,
)
from handsel_tracker.house.sign_in import DeviceCode, SignInRefused, Tokens, ask_code, poll_code

NAME_MAX = 60
KEY_DIGITS = 16
"""How much of the key the person compares with the page."""
Established = Callable[[SignedInAs, DeviceKey, Tokens], None]


@dataclass
class DeviceSignIn:
    """A sign-in under way: the code for the person, or why it ended."""

    house: str
    name: str = ""
    key: DeviceKey = field(default_factory=new_device_key)
    code: DeviceCode | None = None
    error: str = ""
    done: bool = False
    cancelled: Event = field(default_factory=Event)

    def run(self, established: Established) -> None:
        """Ask for a code, wait for its approval, and hand over who is signed in."""
        try:
            client = HouseClient(house_address(self.house))
            name = (self.name or socket.gethostname() or "Computer")[:NAME_MAX]
            self.code = ask_code(client, name=name, public_key=self.key.public)
            tokens = self._wait(client, self.code)
            if tokens is not None:
                established(open_account(client, tokens), self.key, tokens)
        except (AddressRefused, HouseAway, HouseRefused, SignInRefused) as error:
            self.error = str(error)
        except SignedOut:
            self.error = "The site did not take the new tokens. Sign in again."
        except Exception:
            logging.getLogger(__name__).exception("Signing in ended with an error.")
            self.error = f"{NO_HOUSE} Nobody was signed in. The log of the Tracker says more."
        finally:
            self.done = True

    def view(self) -> dict[str, Any]:
        """What a window shows of it."""
        code = self.code
        return {
            "house": self.house,
            "code": code.user_code if code else "",
            "address": code.address if code else "",
            "key": self.key.public[:KEY_DIGITS],
            "error": self.error,
            "done": self.done,
        }

    def _wait(self, client: HouseClient, code: DeviceCode) -> Tokens | None:
        """The tokens once the code was approved; None if the person gave up."""
        seconds, waited = code.interval_seconds, 0
        while not self.cancelled.wait(seconds):
            waited += max(seconds, 1)
            if waited > code.expires_seconds:
                raise SignInRefused("The code ran out before it was approved. Sign in again.")
            try:
                tokens, seconds = poll_code(client, code)
            except HouseAway:
                continue
            if tokens is not None:
                return tokens
        return None
