-- Posting many transfers in a few statements, in this order: each works on all rows of a chunk.
-- The write lock is held, so no account needs one of its own.

-- name: stage
CREATE TEMPORARY TABLE ledger_batch (
    id integer PRIMARY KEY, key text, digest blob, kind text, entry text, at text,
    source_id integer NOT NULL, target_id integer NOT NULL, fee_id integer, gross integer, fee integer,
    CHECK (gross > 0 AND fee BETWEEN 0 AND gross AND (fee = 0 OR fee_id IS NOT NULL))
);

-- name: fill
INSERT INTO ledger_batch
WITH given (rank, key, kind, entry, at, source_id, target_id, fee_id, gross, fee) AS ({rows})
SELECT (SELECT coalesce(max(id), 0) FROM ledger_transfer) + row_number() OVER (ORDER BY rank, key), key,
    sha256(substr(entry, 1, 8) || '-' || substr(entry, 9, 4) || '-' || substr(entry, 13, 4) || '-'
        || substr(entry, 17, 4) || '-' || substr(entry, 21) || ' {currency} '
        || CASE WHEN gross > fee THEN source_id || '>' || target_id || ':' || (gross - fee) || ' ' ELSE '' END
        || CASE WHEN fee > 0 THEN source_id || '>' || fee_id || ':' || fee || ' ' ELSE '' END
        || kind),
    kind, entry, at, source_id, target_id, fee_id, gross, fee
FROM given;

-- name: accounts
SELECT count(*) FROM (
    SELECT id FROM (SELECT source_id AS id FROM ledger_batch UNION SELECT target_id FROM ledger_batch)
    WHERE id NOT IN (SELECT id FROM ledger_account WHERE currency = '{currency}' AND keeps_balance)
    UNION ALL
    SELECT DISTINCT fee_id FROM ledger_batch
    WHERE fee > 0
    AND fee_id NOT IN (SELECT id FROM ledger_account WHERE currency = '{currency}' AND NOT keeps_balance)
);

-- name: known
DELETE FROM ledger_batch WHERE key IN (SELECT idem_key FROM ledger_transfer)
RETURNING digest <> (SELECT known.digest FROM ledger_transfer AS known WHERE known.idem_key = key);

-- name: uncovered
DELETE FROM ledger_batch WHERE id IN (
    SELECT running.id FROM (
        SELECT id, source_id, sum(gross) OVER (PARTITION BY source_id ORDER BY id) AS asked FROM ledger_batch
    ) AS running JOIN ledger_account AS account ON account.id = running.source_id
    WHERE account.floor IS NOT NULL AND asked > account.balance - account.floor
)
RETURNING key;

-- name: transfers
INSERT INTO ledger_transfer (id, idem_key, digest, kind, entry, at)
SELECT id, key, digest, kind, entry, at FROM ledger_batch ORDER BY id;

-- name: postings
INSERT INTO ledger_posting (transfer_id, leg, source_id, target_id, amount)
SELECT id, CASE WHEN gross > fee THEN number ELSE 0 END, source_id,
    CASE number WHEN 0 THEN target_id ELSE fee_id END, CASE number WHEN 0 THEN gross - fee ELSE fee END
FROM ledger_batch CROSS JOIN (SELECT 0 AS number UNION ALL SELECT 1) AS leg
WHERE CASE number WHEN 0 THEN gross > fee ELSE fee > 0 END
ORDER BY id, number;

-- name: balances
UPDATE ledger_account SET balance = balance + net.change
FROM (
    SELECT account_id, sum(change) AS change FROM (
        SELECT source_id AS account_id, -gross AS change FROM ledger_batch
        UNION ALL
        SELECT target_id, gross - fee FROM ledger_batch
    ) AS sides GROUP BY account_id
) AS net
WHERE ledger_account.id = net.account_id;

-- name: unstage
DROP TABLE temp.ledger_batch;
