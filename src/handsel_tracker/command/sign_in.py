"""Signing in and out from the command line."""

import argparse
import time
import webbrowser

from handsel_tracker.control.client import ControlClient, DaemonRefused

WAIT_SECONDS = 1


def log_in(client: ControlClient, options: argparse.Namespace) -> None:
    """Show the code, open the browser, wait, and say what came of it."""
    view = client.ask("login", house=options.house, name=options.name)
    print(f"Open {view['address']}")
    print(f"and approve the code {view['code']}. The page shows the key of this device: {view['key']}.")
    if not options.no_browser:
        webbrowser.open(view["address"])
    while True:
        state = client.ask("state")
        if state["sign_in"] is None and state["account"] is not None:
            break
        if state["sign_in"] is not None and state["sign_in"]["error"]:
            raise DaemonRefused(state["sign_in"]["error"])
        time.sleep(WAIT_SECONDS)
    account = state["account"]
    place = "the keyring of this system" if account["secrets"] == "keyring" else "a file of yours alone"
    print(f"Signed in as {account['person']}. This device is {account['name']}; its key is in {place}.")


def log_out(client: ControlClient, options: argparse.Namespace) -> None:
    """Send everything and forget the keys."""
    try:
        client.ask("logout", force=options.force)
    except DaemonRefused as refused:
        if options.force or "still signed in" not in str(refused):
            raise
        hint = "To sign out all the same: handsel-tracker logout --force"
        raise DaemonRefused(f"{refused} {hint}") from refused
    print("Signed out. To end the device's connection at the site too, open Devices there.")
