-- The transaction holds the write lock already.

-- name: lock
SELECT 1;
