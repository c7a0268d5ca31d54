"""Benchmarks: ratios of medians of interleaved rounds, against required ratios.

`python -m bench` runs them all, `--quick` a short version, `--only NAME` one.
Register new trials in `bench.registry`; see `bench.trial`.
"""
