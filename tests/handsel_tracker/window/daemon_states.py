"""States of the daemon as its socket says them."""

from typing import Any

NOW = 1_772_471_400
JOB: dict[str, Any] = {
    "job": "j1",
    "number": 27,
    "title": "Archive of a river newspaper: plates 1–480",
    "client": "Ada Vance",
    "currency": "USD",
    "rate": 4_550,
    "work_view": "offered",
    "by_hand": True,
    "readiness": "ready",
    "week": {"limit": 72_000, "recorded": 0, "starts_s": NOW - 40_000, "ends_s": NOW + 500_000},
    "week_seconds": 45_600,
    "today_seconds": 8_049,
    "left_seconds": 26_400,
    "amount": 57_633,
    "work_view_on": True,
    "memo": "Names checked",
}
JOBS = [JOB, JOB | {"job": "j2", "title": "Night tours", "readiness": "not funded", "work_view": "required"}]
SETTINGS = {
    "hold_all": False,
    "stop_on_lock": True,
    "resume_on_unlock": True,
    "remind_untimed": True,
    "remind_still_working": True,
    "remind_week": True,
    "tell_shots": True,
    "monitor": None,
    "excluded": [],
}
TRACKING: dict[str, Any] = {
    "now": NOW,
    "job": None,
    "running_since": None,
    "locked": False,
    "memo": "",
    "today_seconds": 8_049,
    "protection": {"protected": False, "reason": ""},
    "questions": [],
    "held": 1,
    "next_upload": NOW + 300,
    "unsent": 1,
    "notices": [],
    "settings": SETTINGS,
    "screen_trouble": "",
    "inputs": "X11",
}
RUNNING = TRACKING | {
    "job": JOB,
    "running_since": NOW - 3_000,
    "protection": {"protected": True, "reason": ""},
}
ACCOUNT = {"house": "https://work.example", "name": "Laptop", "person": "Ben Okafor", "secrets": "keyring"}
WELL: dict[str, Any] = {
    "account": ACCOUNT,
    "signed_out": False,
    "sign_in": None,
    "away": "",
    "trouble": "",
    "problems": {},
    "left_behind": [],
    "tracking": TRACKING,
}
SIGNED_OUT = WELL | {"account": None, "tracking": None}
CODE = {"house": "https://work.example", "code": "WDJB-MJHT", "address": "https://work.example/code/"}
WAITING = SIGNED_OUT | {"sign_in": CODE | {"key": "0123456789abcdef", "error": "", "done": False}}
HELD: dict[str, Any] = {
    "shot": "a" * 64,
    "job": "j1",
    "block": NOW - 900,
    "segment": "s",
    "taken": NOW - 500,
    "monitor": 0,
    "state": "held",
    "redactions": 1,
    "offline": False,
    "sent_at": NOW + 300,
    "has_picture": True,
    "reason": "",
}
