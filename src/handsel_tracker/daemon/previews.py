"""What a person does with screenshots and sent time: look, redact, delete, send now."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from handsel_tracker.daemon.engine import Engine
from handsel_tracker.daemon.settings import ActRefused
from handsel_tracker.evidence.shots import deletion, picture_of, redacted, redaction, removal, rewording
from handsel_tracker.screen.port import Box, CaptureFailed, Picture
from handsel_tracker.sending.pictures import SENT_BY_PERSON
from handsel_tracker.spool.rows import HeldState, SegmentState, SpooledShot
from handsel_tracker.spool.texts import one_line
from handsel_verify.segments import MEMO_MAX

Redact = Callable[[bytes, Sequence[Box], str], Picture]
BOXES_MAX = 50


def shot_views(engine: Engine) -> list[dict[str, Any]]:
    """The screenshots of blocks that are over, the newest first."""
    rows = [shot for shot in engine.spool.shots(engine.device) if shot.state != HeldState.TAKEN]
    return [_view(shot) for shot in reversed(rows)]


def picture(engine: Engine, commitment: str) -> bytes:
    """The picture of a screenshot as it is here."""
    return picture_of(_shot(engine, commitment))


def redact_picture(engine: Engine, commitment: str, boxes: Sequence[Box], style: str, *, by: Redact) -> str:
    """Make boxes of a screenshot unreadable; the identifier of the one that takes its place.

    `by` changes the picture, which takes about a second; nothing is locked meanwhile.
    """
    if not 0 < len(boxes) <= BOXES_MAX:
        raise ActRefused(f"Draw 1 to {BOXES_MAX} boxes. The screenshot is as it was.")
    content = picture(engine, commitment)
    try:
        changed = by(content, boxes, style)
    except (CaptureFailed, OSError, ValueError) as error:
        raise ActRefused(f"It could not be redacted, and is as it was: {error}.") from error
    if changed.redactions < len(boxes):
        raise ActRefused("A box is empty, or outside of the screenshot, which is as it was.")
    with engine.lock:
        shot = _shot(engine, commitment)
        new = redacted(shot, changed.content, len(boxes))
        if shot.state == HeldState.SENT:
            new = replace(new, send_after_s=SENT_BY_PERSON)
        with engine.spool.database.writing():
            engine.spool.add(redaction(engine.key, shot, new))
            engine.spool.add(new)
            engine.spool.mark_shot(commitment, HeldState.DELETED)
    engine.changed()
    return new.commitment


def delete_shot(engine: Engine, commitment: str) -> None:
    """Delete a screenshot for good: its block is no longer protected by it."""
    with engine.lock, engine.spool.database.writing():
        shot = _shot(engine, commitment)
        engine.spool.add(deletion(engine.key, shot))
        engine.spool.mark_shot(commitment, HeldState.DELETED)
    engine.changed()


def delete_segment(engine: Engine, pk: str) -> None:
    """Take the time of a block off the sheet, with its screenshots."""
    with engine.lock, engine.spool.database.writing():
        _refuse_other(engine, pk)
        engine.spool.add(removal(engine.key, engine.device, pk))
        for shot in engine.spool.shots(engine.device):
            if shot.segment == pk and shot.state != HeldState.DELETED:
                engine.spool.mark_shot(shot.commitment, HeldState.DELETED)
    engine.changed()


def reword_segment(engine: Engine, pk: str, text: str) -> None:
    """Give the time of a block another memo; what was signed stays as it was."""
    memo = one_line(text, MEMO_MAX)
    if not memo:
        raise ActRefused("A memo needs a word. It is as it was.")
    with engine.lock, engine.spool.database.writing():
        _refuse_other(engine, pk)
        engine.spool.add(rewording(engine.key, engine.device, pk, memo))
    engine.changed()


def send_now(engine: Engine, commitment: str = "") -> int:
    """Let a screenshot leave without waiting, or all of them; how many."""
    with engine.lock, engine.spool.database.writing():
        rows = engine.spool.shots(engine.device, HeldState.HELD)
        own = [shot for shot in rows if commitment in ("", shot.commitment)]
        for shot in own:
            engine.spool.hold_shot(shot.commitment, shot.segment, SENT_BY_PERSON)
    engine.changed()
    return len(own)


def _refuse_other(engine: Engine, pk: str) -> None:
    """Refuse a block that was never signed here, or that the house refused."""
    segment = engine.spool.segment(pk)
    if segment is None or segment.state not in (SegmentState.SIGNED, SegmentState.RECEIVED):
        raise ActRefused("There is no such block that counts. Nothing was changed.")


def _shot(engine: Engine, commitment: str) -> SpooledShot:
    shot = engine.spool.shot(commitment)
    if shot is None or shot.device != engine.device or shot.state == HeldState.TAKEN:
        raise ActRefused("There is no such screenshot. Nothing was changed.")
    if shot.content is None:
        raise ActRefused("This screenshot is not on this device any more. Nothing was changed.")
    return shot


def _view(shot: SpooledShot) -> dict[str, Any]:
    return {
        "shot": shot.commitment,
        "job": shot.job,
        "block": shot.block_s,
        "segment": shot.segment,
        "taken": shot.taken_s,
        "monitor": shot.monitor,
        "state": shot.state,
        "redactions": shot.redactions,
        "offline": shot.offline,
        "sent_at": shot.send_after_s if shot.state == HeldState.HELD else None,
        "has_picture": shot.content is not None,
        "reason": shot.reason,
    }
