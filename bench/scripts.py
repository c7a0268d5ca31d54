"""The ledger's function as pgbench calls it, between accounts at random."""

_ACCOUNTS = r"""\set place random(1, :count)
\set source :first + :place
\set target :first + (:place + random(0, :count - 2)) % :count + 1
"""

_CALL = """SELECT ledger_post(
    ARRAY[gen_random_uuid()], ARRAY['\\x00'::bytea], ARRAY['paid'], ARRAY['USD'],
    ARRAY[gen_random_uuid()], ARRAY[now()], {places}, {numbers}, {sources}, {targets}, {amounts});
"""

ONE_LEG = _ACCOUNTS + _CALL.format(
    places="ARRAY[1]",
    numbers="ARRAY[0]",
    sources="ARRAY[:source::bigint]",
    targets="ARRAY[:target::bigint]",
    amounts="ARRAY[100::bigint]",
)
"""A dollar from one account to another. `first` is the id before the first account's, `count` how many."""

WITH_FEE = _ACCOUNTS + _CALL.format(
    places="ARRAY[1, 1]",
    numbers="ARRAY[0, 1]",
    sources="ARRAY[:source::bigint, :source::bigint]",
    targets="ARRAY[:target::bigint, :fees::bigint]",
    amounts="ARRAY[90, 10]::bigint[]",
)
"""A dollar, of which ten cents go to the account `fees`."""
