-- The functions that the migration made, as they are called.

-- name: post
SELECT ledger_post(
    %s::uuid[], %s::bytea[], %s::text[], %s::text[], %s::uuid[], %s::timestamptz[],
    %s::int[], %s::int[], %s::bigint[], %s::bigint[], %s::bigint[]);

-- name: settled through
SELECT ledger_settled_through();
