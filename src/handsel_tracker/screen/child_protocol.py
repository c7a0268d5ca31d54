"""What a process that handles pictures reads and writes: one line of JSON, and then bytes as it says."""

import json
from typing import Any, BinaryIO

from handsel_tracker.screen.port import CaptureFailed, Picture


def write_frame(stream: BinaryIO, head: dict[str, Any], *contents: bytes) -> None:
    """Write the line and the bytes behind it."""
    sizes = [len(content) for content in contents]
    stream.write(json.dumps({**head, "sizes": sizes}).encode() + b"\n")
    for content in contents:
        stream.write(content)
    stream.flush()


def read_frame(stream: BinaryIO) -> tuple[dict[str, Any], list[bytes]]:
    """The line and the bytes; `ValueError` if something is missing."""
    head = json.loads(stream.readline() or b"null")
    if not isinstance(head, dict):
        raise ValueError("there is no line of JSON")
    contents = [stream.read(size) for size in head.get("sizes", [])]
    if [len(content) for content in contents] != head.get("sizes", []):
        raise ValueError("the bytes end early")
    return head, contents


def write_pictures(stream: BinaryIO, pictures: list[Picture]) -> None:
    """Write pictures as one frame."""
    facts = [
        {"monitor": picture.monitor, "redactions": picture.redactions, "late_ms": picture.late_ms}
        for picture in pictures
    ]
    write_frame(stream, {"pictures": facts}, *(picture.content for picture in pictures))


def write_failure(stream: BinaryIO, failure: CaptureFailed) -> None:
    """Write why there is none."""
    facts = {"reason": failure.reason, "way_out": failure.way_out, "is_refusal": failure.is_refusal}
    write_frame(stream, {"failed": facts})


def read_pictures(stream: BinaryIO) -> list[Picture]:
    """Pictures from one frame; raises what the other side failed with."""
    head, contents = read_frame(stream)
    if failed := head.get("failed"):
        raise CaptureFailed(failed["reason"], failed["way_out"], is_refusal=failed["is_refusal"])
    return [
        Picture(content, facts["monitor"], facts["redactions"], facts["late_ms"])
        for content, facts in zip(contents, head["pictures"], strict=True)
    ]
