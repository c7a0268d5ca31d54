"""Hidden words as what they say."""

import pytest

from handsel.work.workroom.detector.evasions import undisguised
from handsel.work.workroom.detector.normalise import read

COVERS = ("handsel.work.workroom.detector.tables",)


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("p4yp4l or paypa1", "paypal or paypal"),
        ("send p a y p a l now", "send paypal now"),
        ("P.a.y.P.a.l", "paypal"),
        ("p a y m e d i r e c t l y", "pay me directly"),
        ("раураӏ", "paypal"),
        ("рay me", "pay me"),
        ("0uts1de", "outside"),
        ("my p.a.y.p.a.l c'est", "my paypal c'est"),
        ("the platfrom and the trasfer", "the platform and the transfer"),
    ],
)
def test_a_hidden_word_is_read(text: str, reading: str) -> None:
    assert undisguised(read(text)).text == reading


@pytest.mark.parametrize(
    "text", ["a b c d", "v2.3.1 and h264", "экскурсия", "x = y + z", "10 µm", "A-104", "platforms", "dinner"]
)
def test_other_words_stay_as_they_are(text: str) -> None:
    assert undisguised(read(text)).text == read(text).text
