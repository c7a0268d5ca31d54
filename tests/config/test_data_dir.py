"""A command that looks at a house begins none."""

from pathlib import Path

import pytest

from handsel.config.data_dir import require_data_dir
from handsel.config.wrong_setting import WrongSetting


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("HANDSEL_DATABASE_URL", raising=False)
    monkeypatch.setenv("HANDSEL_DATA_DIR", str(tmp_path))
    return tmp_path


def test_where_none_is_it_says_so_and_makes_nothing(folder: Path) -> None:
    with pytest.raises(WrongSetting, match=f"no house in {folder}, and none was begun"):
        require_data_dir()
    assert list(folder.iterdir()) == []


def test_where_one_is_it_goes_on(folder: Path) -> None:
    (folder / "handsel.sqlite3").touch()
    require_data_dir()


@pytest.mark.parametrize("name", ["HANDSEL_DATABASE_URL", "HANDSEL_DATABASE_URL_FILE"])
def test_a_house_elsewhere_answers_for_itself(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "postgresql:///house")
    require_data_dir()
