"""A file that is being written stays as long as its process; what a killed one left is removed."""

from pathlib import Path
from subprocess import PIPE, Popen
from sys import executable

import pytest

from handsel.record.part_files import new_part, remove_orphans

WRITER = """
import sys, time
from pathlib import Path
from handsel.record.part_files import new_part
with new_part(Path(sys.argv[1])) as (place, part):
    part.write(b"half")
    part.flush()
    print(place, flush=True)
    time.sleep(60)
"""


def test_a_part_goes_with_its_block_and_what_was_linked_stays(tmp_path: Path) -> None:
    with new_part(tmp_path) as (place, part):
        part.write(b"whole")
        part.flush()
        (tmp_path / "kept").hardlink_to(place)
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    with pytest.raises(ZeroDivisionError), new_part(tmp_path):
        raise ZeroDivisionError
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_what_a_process_writes_is_left_to_it_until_it_is_killed(tmp_path: Path) -> None:
    with Popen([executable, "-c", WRITER, str(tmp_path)], stdout=PIPE, text=True) as writer:
        assert writer.stdout is not None
        place = Path(writer.stdout.readline().strip())
        assert remove_orphans(tmp_path) == 0
        assert place.read_bytes() == b"half"
        writer.kill()
        writer.wait()
    assert remove_orphans(tmp_path) == 1
    assert not place.exists()


def test_other_files_stay(tmp_path: Path) -> None:
    (tmp_path / "ab").mkdir()
    (tmp_path / "whole").touch()
    assert remove_orphans(tmp_path) == 0
    assert remove_orphans(tmp_path / "nowhere") == 0
    assert {path.name for path in tmp_path.iterdir()} == {"ab", "whole"}
