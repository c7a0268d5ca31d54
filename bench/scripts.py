"""The ledger's function as pgbench calls it, between accounts at random."""

_ACCOUNTS = r"""\set place random(1, :count)
\set source :first + :place
\set target :first + (:place + random(0, :count - 2)) % :count + 1
"""

ONE_LEG = (
    _ACCOUNTS
    + """SELECT ledger_post_one(
    gen_random_uuid(), '\\x00', 'paid', 'USD', gen_random_uuid(), now(), :source, :target, 100);
"""
)
"""A dollar from one account to another. `first` is the id before the first account's, `count` how many."""

WITH_FEE = (
    _ACCOUNTS
    + """SELECT ledger_post(
    ARRAY[gen_random_uuid()], ARRAY['\\x00'::bytea], ARRAY['paid'], ARRAY['USD'],
    ARRAY[gen_random_uuid()], ARRAY[now()], ARRAY[1, 1], ARRAY[0, 1],
    ARRAY[:source, :source]::bigint[], ARRAY[:target, :fees]::bigint[], ARRAY[90, 10]::bigint[]);
"""
)
"""A dollar, of which ten cents go to the account `fees`."""
