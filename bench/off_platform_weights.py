"""Learns the weights of the detector from labelled messages: `make weights`.

With `--estimate` it says how well that works on messages of somebody else, read as whole passages.

A linear support vector machine with squared hinge loss, by dual coordinate descent (Hsieh et al., A Dual
Coordinate Descent Method for Large-scale Linear SVM, 2008). The same messages give the same weights.
"""

import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from handsel.work.workroom.detector.evasions import undisguised
from handsel.work.workroom.detector.normalise import read
from handsel.work.workroom.detector.sentences import without_quotes
from handsel.work.workroom.detector.weighing import passage_features
from handsel.work.workroom.detector.weights import BIAS, FILE
from tests.off_platform import ASKS, Labelled, labelled

COST = 0.05
ROUNDS = 40
RARE = 2
"""A feature of fewer messages is left out."""
SCALE = 1000
LEAST = 10
"""A weight below it, of a thousand, is left out."""
CAUTION = 300
"""So much more a passage must count than what halves right from wrong: an accusation must be nearly sure."""
_Rows = Sequence[tuple[frozenset[str], int]]


def learn(messages: Iterable[Labelled]) -> dict[str, int]:
    """The weight of each feature, in thousandths."""
    weights = _descend(_common([(_features(row.text), 1 if row.label == ASKS else -1) for row in messages]))
    bias = round(weights.pop(BIAS) * SCALE) - CAUTION
    scaled = {feature: round(weight * SCALE) for feature, weight in weights.items()}
    return {BIAS: bias, **{feature: weight for feature, weight in scaled.items() if abs(weight) >= LEAST}}


@cache
def _features(text: str) -> frozenset[str]:
    return frozenset(passage_features(without_quotes(undisguised(read(text)).text)))


def _common(rows: _Rows) -> _Rows:
    counts = Counter(feature for features, _ in rows for feature in features)
    return [
        (frozenset(feature for feature in features if counts[feature] >= RARE) | {BIAS}, label)
        for features, label in rows
    ]


def _descend(rows: _Rows) -> dict[str, float]:
    """Move one message's share at a time; each label counts as much in all as the other."""
    labels = Counter(label for _, label in rows)
    slack = {label: len(labels) * count / (2 * COST * len(rows)) for label, count in labels.items()}
    weights = {feature: 0.0 for features, _ in rows for feature in sorted(features)}
    shares = [0.0] * len(rows)
    places = list(range(len(rows)))
    chance = random.Random(0)
    for _ in range(ROUNDS):
        chance.shuffle(places)
        for place in places:
            features, label = rows[place]
            lack = label * sum(weights[feature] for feature in features) - 1 + slack[label] * shares[place]
            share = max(shares[place] - lack / (len(features) + slack[label]), 0.0)
            step, shares[place] = (share - shares[place]) * label, share
            if step:
                for feature in features:
                    weights[feature] += step
    return weights


def estimate(messages: Sequence[Labelled]) -> Iterator[str]:
    """How the messages of each author are judged by the weights that those of all others give."""
    judged = {author: list(_judged(messages, author)) for author in sorted({row.author for row in messages})}
    judged["all"] = [row for rows in judged.values() for row in rows]
    for author, rows in judged.items():
        caught = sum(asks and weight > 0 for asks, weight in rows)
        precision, recall = (
            caught / sum(weight > 0 for _, weight in rows),
            caught / sum(asks for asks, _ in rows),
        )
        yield f"{author:8} {len(rows):5} messages, precision {precision:.3f}, recall {recall:.3f}"


def _judged(messages: Sequence[Labelled], author: str) -> Iterator[tuple[bool, int]]:
    weights = learn(row for row in messages if row.author != author)
    for row in messages:
        if row.author == author:
            weight = weights[BIAS] + sum(weights.get(feature, 0) for feature in _features(row.text))
            yield row.label == ASKS, weight


def main() -> None:
    """Write the weights, the lightest first; or print the estimate."""
    messages = labelled("rules")
    if "--estimate" in sys.argv:
        for line in estimate(messages):
            print(line, flush=True)
        return
    rows = sorted(learn(messages).items(), key=lambda row: row[::-1])
    FILE.write_text("".join(f"{feature}\t{weight}\n" for feature, weight in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
