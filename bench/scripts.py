"""pgbench scripts that call the ledger's function with random accounts."""

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
"""One dollar between two accounts. `first` is the id before the first account, `count` their number."""

WITH_FEE = (
    _ACCOUNTS
    + """SELECT ledger_post(
    ARRAY[gen_random_uuid()], ARRAY['\\x00'::bytea], ARRAY['paid'], ARRAY['USD'],
    ARRAY[gen_random_uuid()], ARRAY[now()], ARRAY[1, 1], ARRAY[0, 1],
    ARRAY[:source, :source]::bigint[], ARRAY[:target, :fees]::bigint[], ARRAY[90, 10]::bigint[]);
"""
)
"""One dollar, with ten cents to the account `fees`."""
