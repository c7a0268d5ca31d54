"""Run each trial in its own process and database, and print the results."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.registry import trials
from bench.trial import Trial
from tests.postgres import cluster

PROCESSORS = 2
"""CPUs shared by clients and servers: the demands were set on two; with more, ratios shift."""


def main() -> int:
    """Run the trials; returns 1 if a demand is not met."""
    known = trials()
    options = _parse_options([trial.name for trial in known])
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:PROCESSORS])
    print(f"{'':62} {'measured':>10} {'demanded':>10}")
    chosen = [trial for trial in known if _is_selected(trial, options)]
    return max([_run(trial, quick=options.quick) for trial in chosen], default=0)


def _parse_options(names: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer and shorter rounds, for a first look")
    parser.add_argument("--only", action="append", choices=names, help="this trial alone; may be repeated")
    return parser.parse_args()


def _is_selected(trial: Trial, options: argparse.Namespace) -> bool:
    return trial.name in options.only if options.only else trial.in_quick or not options.quick


def _run(trial: Trial, *, quick: bool) -> int:
    with _database(trial.database) as address, tempfile.TemporaryDirectory(prefix="handsel-bench-") as folder:
        environment = {**os.environ, "HANDSEL_DATABASE_URL": address, "HANDSEL_DATA_DIR": folder}
        command = [sys.executable, "-m", "bench.alone", trial.name, *(["--quick"] if quick else [])]
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    return _print(trial, json.loads(done.stdout.splitlines()[-1]))


@contextmanager
def _database(kind: str) -> Iterator[str]:
    """A temporary database: a PostgreSQL server with fsync, or a SQLite file."""
    if kind == "postgresql":
        with cluster(durable=True) as address:
            yield address
    else:
        with tempfile.TemporaryDirectory(prefix="handsel-bench-") as folder:
            yield f"sqlite:///{Path(folder) / 'bench.sqlite3'}"


def _print(trial: Trial, medians: dict[str, float]) -> int:
    for row in trial.rows:
        sign = "<=" if row.at_most else ">="
        missed = "aim missed" if row.is_aim else "NOT MET"
        verdict = "met" if row.is_met(medians) else missed
        print(f"{row.what:62} {row.ratio(medians):10.2f} {sign:>4} {row.demand:5g} {verdict}")
    figures = ", ".join(f"{name} {figure:,.0f}{trial.unit}" for name, figure in medians.items())
    print(f"    {trial.name}: {figures}", flush=True)
    return int(not all(row.is_aim or row.is_met(medians) for row in trial.rows))


if __name__ == "__main__":
    sys.exit(main())
