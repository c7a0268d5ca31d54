-- name: lock
SELECT pg_advisory_xact_lock(hashtext('handsel record log'));
