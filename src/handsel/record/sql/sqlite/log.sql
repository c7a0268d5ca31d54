-- The transaction holds the write lock already.

-- name: lock
SELECT 1;

-- name: give leaves
INSERT INTO record_leaf ("index", entry_id, salt)
SELECT %s + row_number() OVER (ORDER BY e.at, e.chain_id, e.number) - 1, e.id, randomblob(32)
FROM record_pendingleaf w JOIN record_entry e ON e.id = w.entry_id
ORDER BY e.at, e.chain_id, e.number LIMIT %s;

-- name: wait no more
DELETE FROM record_pendingleaf WHERE entry_id IN (SELECT entry_id FROM record_leaf WHERE "index" >= %s);
