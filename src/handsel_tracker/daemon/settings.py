"""What the person chose on this device."""

from dataclasses import asdict, dataclass, fields, replace
from typing import Any


class ActRefused(Exception):
    """Something that was asked of the daemon was not done; the message says why, and what to do."""


@dataclass(frozen=True)
class Settings:
    """The choices; `monitor` is None for all, `excluded` names programs whose windows are left out."""

    hold_all: bool = False
    stop_on_lock: bool = True
    resume_on_unlock: bool = True
    remind_untimed: bool = True
    remind_still_working: bool = True
    remind_week: bool = True
    tell_shots: bool = True
    monitor: int | None = None
    excluded: tuple[str, ...] = ()

    def as_document(self) -> dict[str, Any]:
        """As JSON holds it."""
        return asdict(self)


def settings_from(document: dict[str, Any]) -> Settings:
    """Settings as JSON held them; what this version does not know is left out."""
    settings = Settings()
    for name, value in document.items():
        if name in {field.name for field in fields(Settings)}:
            settings = with_setting(settings, name, value)
    return settings


def with_setting(settings: Settings, name: str, value: Any) -> Settings:
    """Settings with another choice; raises `ActRefused` for one that there is not."""
    before = getattr(settings, name, None) if name in {field.name for field in fields(Settings)} else ...
    if before is ...:
        raise ActRefused(f"There is no setting {name}. Nothing was changed.")
    match name:
        case "excluded":
            ok = isinstance(value, list | tuple) and all(isinstance(row, str) for row in value)
            value = tuple(value) if ok else value
        case "monitor":
            ok = value is None or (type(value) is int and 0 <= value < 16)
        case _:
            ok = isinstance(value, bool)
    if not ok:
        raise ActRefused(f"{value} is no value of the setting {name}. Nothing was changed.")
    changes: dict[str, Any] = {name: value}
    return replace(settings, **changes)
