"""What each request of a client does."""

import logging
from base64 import b64encode
from collections.abc import Callable
from threading import Event
from time import sleep
from typing import Any

from handsel_tracker import PROGRAM
from handsel_tracker.daemon import acts, previews, view
from handsel_tracker.daemon.commit_notes import NOTE
from handsel_tracker.daemon.engine import Engine
from handsel_tracker.daemon.export import exported
from handsel_tracker.daemon.program import Program
from handsel_tracker.daemon.self_check import self_check
from handsel_tracker.daemon.settings import ActRefused
from handsel_tracker.screen.port import Box
from handsel_tracker.spool.database import SpoolTrouble

CODE_SECONDS_MAX = 25
_STEP_SECONDS = 0.1
NOT_SIGNED_IN = "Nobody is signed in. Nothing was done. Sign in with: handsel-tracker login HOUSE"
Request = dict[str, Any]


class Methods:
    """The methods of a program that runs."""

    def __init__(self, program: Program, ended: Event, doctor: Callable[[], list[Any]]) -> None:
        self._program, self._ended, self._doctor = program, ended, doctor

    def call(self, request: Request) -> dict[str, Any]:
        """Answer a request."""
        method = _METHODS.get(str(request.get("method")))
        try:
            if method is None:
                raise ActRefused("The Tracker does not know this request. Is the program up to date?")
            return {"ok": True, "result": method(self, request)}
        except ActRefused as refused:
            return {"ok": False, "error": str(refused)}
        except SpoolTrouble as trouble:
            return {"ok": False, "error": f"The disk took nothing: {trouble}. Nothing was changed."}
        except (KeyError, TypeError, ValueError) as error:
            return {"ok": False, "error": f"The request is not complete: {error}. Nothing was done."}
        except Exception:
            logging.getLogger(__name__).exception("A request ended with an error.")
            return {"ok": False, "error": "The Tracker could not do this. Its log says why."}

    def state(self, _request: Request) -> dict[str, Any]:
        """The state."""
        return {"program": PROGRAM, **self._program.state()}

    def jobs(self, _request: Request) -> list[dict[str, Any]]:
        """The jobs."""
        engine = self._engine
        return [view.job_view(engine, job) for job in engine.jobs.values()]

    def start(self, request: Request) -> None:
        """Track a job; the memo is said first, so that no block begins without it."""
        if self._program.is_signed_out:
            raise ActRefused("The site no longer knows this device, so time would not count. Sign in again.")
        if request.get("memo"):
            acts.set_memo(self._engine, str(request["memo"]), str(request["job"]))
        acts.start(self._engine, str(request["job"]))

    def stop(self, _request: Request) -> None:
        """Stop."""
        self._engine.stop()

    def memo(self, request: Request) -> None:
        """Say what one works on, or worked on in a block that is over."""
        if request.get("segment"):
            previews.reword_segment(self._engine, str(request["segment"]), str(request["text"]))
            return
        acts.set_memo(self._engine, str(request["text"]), str(request.get("job") or ""))

    def work_view(self, request: Request) -> None:
        """Turn screenshots on or off."""
        acts.set_work_view(self._engine, bool(request["on"]), str(request.get("job") or ""))

    def days(self, _request: Request) -> list[dict[str, Any]]:
        """The days."""
        return view.day_views(self._engine)

    def commits(self, _request: Request) -> list[dict[str, Any]]:
        """The commits that were made while the timer ran."""
        rows: list[dict[str, Any]] = self._engine.spool.note(NOTE, [])
        return rows

    def shots(self, _request: Request) -> list[dict[str, Any]]:
        """The screenshots."""
        return previews.shot_views(self._engine)

    def shot(self, request: Request) -> str:
        """A picture."""
        return b64encode(previews.picture(self._engine, str(request["shot"]))).decode()

    def redact(self, request: Request) -> str:
        """Make parts of a picture unreadable."""
        boxes = [Box(*map(int, box)) for box in request["boxes"]]
        style, by = str(request.get("style") or "solid"), self._program.desktop.redact
        return previews.redact_picture(self._engine, str(request["shot"]), boxes, style, by=by)

    def take_back(self, request: Request) -> None:
        """Delete a screenshot, or the time of a block."""
        if request.get("segment"):
            previews.delete_segment(self._engine, str(request["segment"]))
        else:
            previews.delete_shot(self._engine, str(request["shot"]))

    def send_now(self, request: Request) -> int:
        """Send screenshots without waiting."""
        count = previews.send_now(self._engine, str(request.get("shot") or ""))
        if self._program.sender is not None:
            self._program.sender.hurry()
        return count

    def hold(self, request: Request) -> None:
        """Hold all screenshots until they are sent by hand."""
        acts.set_setting(self._engine, "hold_all", request["on"])

    def answer(self, request: Request) -> int:
        """Answer about a stretch without input."""
        return acts.answer(self._engine, str(request["question"]), keep=bool(request["keep"]))

    def settings(self, request: Request) -> dict[str, Any]:
        """The settings, after one of them was chosen."""
        if request.get("name"):
            acts.set_setting(self._engine, str(request["name"]), request.get("value"))
        return self._engine.settings.as_document()

    def seen(self, request: Request) -> None:
        """A notice was seen."""
        self._engine.notices.seen(int(request["notice"]))

    def login(self, request: Request) -> dict[str, Any]:
        """Begin to sign in; waits for the code."""
        sign_in = self._program.log_in(str(request["house"]), str(request.get("name") or ""))
        for _ in range(int(CODE_SECONDS_MAX / _STEP_SECONDS)):
            if sign_in.code is not None or sign_in.done:
                break
            sleep(_STEP_SECONDS)
        if sign_in.error:
            raise ActRefused(sign_in.error)
        return sign_in.view()

    def cancel_login(self, _request: Request) -> None:
        """Wait for no approval any more."""
        self._program.cancel_log_in()

    def logout(self, request: Request) -> None:
        """Sign out."""
        self._program.log_out(force=bool(request.get("force")))

    def export(self, _request: Request) -> dict[str, Any]:
        """All that is kept of time and signatures."""
        return exported(self._engine)

    def verify(self, _request: Request) -> dict[str, list[str]]:
        """Whether what is kept here holds."""
        sender = self._program.sender
        holds, faults = self_check(self._engine, sender.line.log_key if sender else "")
        return {"holds": holds, "faults": faults}

    def doctor(self, _request: Request) -> list[Any]:
        """What works here."""
        return self._doctor()

    def quit(self, _request: Request) -> None:
        """End the daemon."""
        self._ended.set()

    @property
    def _engine(self) -> Engine:
        if self._program.engine is None:
            raise ActRefused(self._program.trouble or NOT_SIGNED_IN)
        return self._program.engine


_NAMED = """state jobs start stop memo work_view days commits shots shot redact send_now hold answer
settings seen login cancel_login logout export verify doctor quit"""
_METHODS: dict[str, Callable[[Methods, Request], Any]] = {
    **{name: getattr(Methods, name) for name in _NAMED.split()},
    "switch": Methods.start,
    "delete": Methods.take_back,
}
