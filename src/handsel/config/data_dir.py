"""Where the house of this folder is, for commands that look at one and begin none."""

from pathlib import Path

from handsel.config import environment


def require_data_dir() -> None:
    """Raise `WrongSetting` where the embedded house was never made; a house elsewhere answers for itself."""
    if environment.text("DATABASE_URL") or environment.text("DATABASE_URL_FILE"):
        return
    folder = Path(environment.text("DATA_DIR", "data")).resolve()
    if not (folder / "handsel.sqlite3").exists():
        raise environment.WrongSetting(
            f"there is no house in {folder}, and none was begun. Go to the folder in which `handsel up` was "
            "started, or name its data folder in HANDSEL_DATA_DIR."
        )
