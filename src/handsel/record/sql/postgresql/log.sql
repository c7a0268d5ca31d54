-- name: lock
SELECT pg_advisory_xact_lock(hashtext('handsel record log'));

-- name: give leaves
INSERT INTO record_leaf (index, entry_id, salt)
SELECT %s + row_number() OVER (ORDER BY e.at, e.chain_id, e.number) - 1, e.id,
       uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
FROM record_pendingleaf w JOIN record_entry e ON e.id = w.entry_id
ORDER BY e.at, e.chain_id, e.number LIMIT %s;

-- name: wait no more
DELETE FROM record_pendingleaf w USING record_leaf l WHERE l.index >= %s AND w.entry_id = l.entry_id;
