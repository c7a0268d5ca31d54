"""Check that the data folder exists, for commands that don't create one."""

from pathlib import Path

from handsel.config import environment
from handsel.config.wrong_setting import WrongSetting


def require_data_dir() -> None:
    """Raise `WrongSetting` if the SQLite database does not exist. Other databases report that themselves."""
    if environment.text("DATABASE_URL") or environment.text("DATABASE_URL_FILE"):
        return
    folder = Path(environment.text("DATA_DIR", "data")).resolve()
    if not (folder / "handsel.sqlite3").exists():
        raise WrongSetting(
            f"there is no house in {folder}, and none was begun. Go to the folder in which `handsel up` was "
            "started, or name its data folder in HANDSEL_DATA_DIR."
        )
