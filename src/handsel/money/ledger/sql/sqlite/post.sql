-- Posting one move at a time, under the write lock. `keeps_balance` as in the function on PostgreSQL.

-- name: known
SELECT idem_key, digest FROM ledger_transfer WHERE idem_key IN (SELECT value FROM json_each(%s));

-- name: last
SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'ledger_transfer';

-- name: transfer
INSERT INTO ledger_transfer (id, idem_key, digest, kind, entry, at) VALUES (%s, %s, %s, %s, %s, %s);

-- name: posting
INSERT INTO ledger_posting (transfer_id, leg, source_id, target_id, amount) VALUES (%s, %s, %s, %s, %s);

-- name: balance
UPDATE ledger_account SET balance = balance + %s WHERE id = %s AND currency = %s AND keeps_balance;

-- name: busy
SELECT 1 FROM ledger_account WHERE id = %s AND currency = %s AND NOT keeps_balance;

-- name: settled through
SELECT coalesce(max(id), 0) FROM ledger_transfer;
