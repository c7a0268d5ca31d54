-- The functions that the migration made, as they are called.

-- name: post
SELECT ledger_post(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s);

-- name: post one
SELECT ledger_post_one(%s, %s, %s, %s, %s, %s, %s, %s, %s);

-- name: settled through
SELECT ledger_settled_through();
