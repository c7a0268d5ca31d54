"""Benchmarks: each prints a ratio of medians of interleaved rounds, beside the ratio that is demanded.

`python -m bench` runs them all, `--quick` for a short look, `--only NAME` for some.
A trial is added by naming it in `bench.registry`; see `bench.trial` for what it is.
"""
