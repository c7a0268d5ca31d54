"""Run one trial: `python -m bench.alone NAME`. The last line of output is the medians as JSON."""

import json
import sys

from django.core.management import call_command

from bench.registry import trials
from bench.trial import Scale, measure


def main(name: str, *, quick: bool) -> None:
    """Make the tables, and measure."""
    trial = next(trial for trial in trials() if trial.name == name)
    call_command("migrate", run_syncdb=True, verbosity=0, skip_checks=True)
    call_command("createcachetable", verbosity=0)
    print(json.dumps(measure(trial, Scale(quick=quick))))


if __name__ == "__main__":
    main(sys.argv[1], quick="--quick" in sys.argv)
