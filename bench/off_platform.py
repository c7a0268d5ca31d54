"""Detection of payment outside: how well it judges labelled messages, and how fast."""

import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from statistics import median

from bench.trial import Contender, Row, Scale, Trial
from handsel.work.workroom.detector.detect import detect
from tests.off_platform import Score, labelled, score

SPLITS = ("rules", "held")
SHORT, LONG = 100_000, 1_000_000


@contextmanager
def _stage(scale: Scale) -> Iterator[Mapping[str, Contender]]:
    results = {split: score(labelled(split)) for split in SPLITS}
    for split, result in results.items():
        _list(split, result)
    texts = [row.text for row in labelled("rules")]
    page = "\n".join(row.text for row in labelled("rules") if row.label == "plain")
    figures: dict[str, Contender] = {"milliseconds a message": partial(_milliseconds, texts)}
    for name, length in (("100 kB", SHORT), ("1 MB", LONG)):
        figures[name] = partial(_milliseconds, [(page * (length // len(page) + 1))[:length]])
    for split, result in results.items():
        figures[f"precision {split}"] = partial(float, result.precision)
        figures[f"recall {split}"] = partial(float, result.recall)
    yield figures


def _milliseconds(texts: list[str]) -> float:
    """The median over texts."""
    times = []
    for text in texts:
        began = time.perf_counter()
        detect(text)
        times.append((time.perf_counter() - began) * 1000)
    return median(times)


def _list(split: str, result: Score) -> None:
    """The confusion, and every message that is misjudged."""
    missed, accused = len(result.missed), len(result.accused)
    confusion = f"{split}: {result.caught} caught, {missed} missed, {accused} accused, {result.clean} clean"
    rows = [f"  {word} {row.language} {row.text}" for word, rows in _misjudged(result) for row in rows]
    print("\n".join([confusion, *rows]), file=sys.stderr)


def _misjudged(result: Score) -> tuple[tuple[str, tuple[object, ...]], ...]:
    return (("missed", result.missed), ("accused", result.accused))


TRIALS = (
    Trial(
        "off-platform",
        "sqlite",
        _stage,
        (
            Row("detection, milliseconds a message (median)", "milliseconds a message", "", 1, at_most=True),
            Row("detection, 1 MB against 100 kB", "1 MB", "100 kB", 15, at_most=True),
            *(
                Row(f"detection, {measure} on {split}", f"{measure} {split}", "", at_least)
                for split in SPLITS
                for measure, at_least in (("precision", 0.95), ("recall", 0.85))
            ),
        ),
        unit="",
    ),
)
