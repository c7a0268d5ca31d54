"""The program: nobody signed in, or an engine that records and a sender that sends."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

from handsel_tracker.daemon.account import (
    SignedInAs,
    drop_account,
    keep_account,
    session_of,
    stored_account,
)
from handsel_tracker.daemon.camera import Begin
from handsel_tracker.daemon.engine import Engine
from handsel_tracker.daemon.previews import Redact
from handsel_tracker.daemon.recovery import recover
from handsel_tracker.daemon.settings import ActRefused
from handsel_tracker.daemon.sign_in import DeviceSignIn
from handsel_tracker.daemon.signing_out import send_all
from handsel_tracker.daemon.view import engine_view
from handsel_tracker.evidence.device_key import DeviceKey
from handsel_tracker.house.session import Session
from handsel_tracker.house.sign_in import Tokens
from handsel_tracker.inputs.port import Inputs
from handsel_tracker.places.secrets import KeyringLocked, Secrets
from handsel_tracker.sending.backoff import Between, draw, spread
from handsel_tracker.sending.line import SendingLine
from handsel_tracker.sending.segments import set_aside_changed
from handsel_tracker.sending.sender import LOG_KEY, Sender
from handsel_tracker.spool.rows import AmendmentState, SegmentState
from handsel_tracker.spool.spool import Spool
from handsel_tracker.timing.clocks import Clock

LOCKED = "The keyring does not answer: it is locked. Unlock it; the Tracker looks again each minute."


@dataclass
class Desktop:
    """What this desktop gives: input, screenshots, and how pictures are changed."""

    inputs: Inputs
    begin: Begin
    redact: Redact


@dataclass
class Program:
    """The Tracker of one person on one device."""

    spool: Spool
    secrets: Secrets
    clock: Clock
    desktop: Desktop
    connect: Callable[[SignedInAs, Secrets], Session] = session_of
    between: Between = draw
    engine: Engine | None = None
    sender: Sender | None = None
    account: SignedInAs | None = None
    sign_in: DeviceSignIn | None = None
    trouble: str = ""
    commits: Path | None = None
    changed: Callable[[], None] = lambda: None

    def open(self) -> None:
        """Take up who is signed in; tries again when the keyring was locked."""
        self.account = stored_account(self.spool)
        if self.account is None or self.engine is not None:
            return
        try:
            values = self.secrets.load()
        except KeyringLocked:
            self.trouble = LOCKED
            return
        self.trouble = ""
        if "key" in values:
            self._open_device(self.account, DeviceKey(values["key"]))

    def log_in(self, house: str, name: str = "") -> DeviceSignIn:
        """Begin to sign in, in a thread."""
        if self.account is not None and not self.is_signed_out:
            raise ActRefused(f"{self.account.person} is signed in at {self.account.house}. Sign out first.")
        self.cancel_log_in()
        self.sign_in = DeviceSignIn(house, name)
        Thread(target=self.sign_in.run, args=(self.establish,), daemon=True).start()
        return self.sign_in

    def cancel_log_in(self) -> None:
        """Wait for no approval any more; nothing was connected."""
        if self.sign_in is not None:
            self.sign_in.cancelled.set()
        self.sign_in = None
        self.changed()

    def establish(self, account: SignedInAs, key: DeviceKey, tokens: Tokens) -> None:
        """Let a new device record from now on; what an earlier one did not send stays."""
        if self.engine is not None:
            self._leave(self.engine)
        keep_account(self.spool, self.secrets, account, key=key, refresh=tokens.refresh)
        self.account, self.engine, self.sender, self.trouble = account, None, None, ""
        self.spool.put_note(LOG_KEY, "")
        self._open_device(account, key)
        if self.sender is not None:
            self.sender.step()
        self.changed()

    def log_out(self, *, force: bool = False) -> None:
        """Stop, sign and send everything, and forget the key and the tokens.

        Raises `ActRefused` if something is not sent and that was not accepted.
        """
        if self.account is None:
            raise ActRefused("Nobody is signed in.")
        if self.engine is not None and self.sender is not None:
            self.engine.stop()
            send_all(self.engine, self.sender, force=force)
            unsent = self.engine.spool.segments(self.engine.device, SegmentState.SIGNED)
            if unsent and not force:
                why = self.sender.away or "the site did not take them."
                raise ActRefused(
                    f"{len(unsent)} blocks are not sent yet and would not count: {why}"
                    " You are still signed in."
                )
            self._leave(self.engine)
        drop_account(self.spool, self.secrets)
        self.account = self.engine = self.sender = None
        self.changed()

    @property
    def is_signed_out(self) -> bool:
        """Whether the house no longer knows the device, or it has segments that this one has not."""
        return self.sender is not None and (self.sender.signed_out or self.sender.diverged)

    def state(self) -> dict[str, Any]:
        """The state as one document."""
        sender = self.sender
        account = self.account
        problems = dict(sender.line.problems) if sender else {}
        return {
            "account": {**account.as_document(), "secrets": str(self.secrets.place)} if account else None,
            "signed_out": self.is_signed_out,
            "sign_in": self.sign_in.view() if self.sign_in and not self._has_signed_in() else None,
            "away": sender.away if sender else "",
            "trouble": self.trouble,
            "problems": problems,
            "left_behind": self.spool.note("left_behind", []),
            "tracking": engine_view(self.engine) if self.engine else None,
        }

    def _has_signed_in(self) -> bool:
        return self.sign_in is not None and self.sign_in.done and not self.sign_in.error

    def _open_device(self, account: SignedInAs, key: DeviceKey) -> None:
        desktop, device = self.desktop, account.device
        wait = partial(spread, self.between)
        engine = Engine(self.spool, self.clock, desktop.inputs, desktop.begin, key, device, wait)
        engine.changed = self.changed
        recover(engine)
        line = SendingLine(
            self.spool, self.connect(account, self.secrets), account.device, self.spool.note(LOG_KEY, "")
        )
        if count := set_aside_changed(line, key):
            engine.notices.add("tampered", text=f"{count} blocks were changed after they were signed.")
        self.engine = engine
        self.sender = Sender(line, key, self.clock, engine, self.between)

    def _leave(self, engine: Engine) -> None:
        """Note the time that can no longer be sent, so that its person can add it by hand."""
        with engine.lock:
            engine.keeper.stop()
            engine.totals.load(self.spool, engine.device)
            blocks = engine.keeper.counting.blocks.values()
            rows = [{"job": block.job, "spans": block.spans} for block in blocks]
            rows += [
                {"job": row.job, "spans": engine.totals.rows[row.id][1]}
                for row in self.spool.segments(engine.device, SegmentState.SIGNED)
                if row.id in engine.totals.rows
            ]
            kept = [*self.spool.note("left_behind", []), *(row for row in rows if row["spans"])]
            with self.spool.database.writing():
                self.spool.put_note("left_behind", kept)
                self.spool.put_blocks([])
                for amendment in self.spool.amendments(engine.device):
                    self.spool.mark_amendment(amendment.key, AmendmentState.REFUSED, reason="signed out")
