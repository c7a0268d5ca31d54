"""The secret key of an embedded house: made once, kept, and nobody else's to read."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from handsel.config.keys import CHARACTERS_MIN, load_or_create


def test_a_key_is_made_once_and_kept(tmp_path: Path) -> None:
    place = tmp_path / "data" / "secret-key"
    key = load_or_create(place)
    assert load_or_create(place) == key
    assert len(key) >= CHARACTERS_MIN
    assert load_or_create(tmp_path / "other") != key


def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    load_or_create(tmp_path / "secret-key")
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_however_many_ask_first_there_is_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as several:
        keys = set(several.map(lambda _: load_or_create(tmp_path / "secret-key"), range(32)))
    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
