"""The example in the page about the API is a segment, and has the digest that the page says."""

import re
from pathlib import Path

from handsel_verify.segments import digest_of, segment_from
from tests.architecture import tracked

PAGE = Path("docs/tracker-api.md")


def test_the_example_is_a_segment() -> None:
    shown = re.search(r"SHA-256 is `(\w+)`:\n\n```json\n(.*)\n```", tracked.text(PAGE))
    assert shown is not None
    digest, content = shown.groups()
    assert digest_of(content.encode()) == digest
    assert segment_from(content.encode()).memo == "Plate index"
