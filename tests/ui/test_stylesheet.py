"""The stylesheet is whole: every part is there, in its layer, and none is forgotten."""

import re
from pathlib import Path

import handsel.ui

FOLDER = Path(handsel.ui.__file__).parent / "static/ui"
SHEET = (FOLDER / "handsel.css").read_text()


def test_every_part_is_imported_once_into_a_layer_that_is_declared() -> None:
    declared = re.search(r"@layer ([\w, ]+);", SHEET)
    assert declared
    imports = re.findall(r'@import url\("css/(\w+)\.css"\) layer\((\w+)\);', SHEET)
    assert sorted(name for name, _ in imports) == sorted(part.stem for part in FOLDER.glob("css/*.css"))
    assert {layer for _, layer in imports} == set(declared[1].split(", "))


def test_no_part_reaches_for_anything_elsewhere() -> None:
    for part in FOLDER.glob("css/*.css"):
        assert "http" not in part.read_text()
        assert "url(" not in part.read_text()
