-- Posting many transfers in a few statements, in this order: each works on all rows of a chunk.

-- name: stage
CREATE TEMPORARY TABLE ledger_batch (
    id bigint, key uuid, digest bytea, kind text, entry uuid, at timestamptz,
    source_id bigint NOT NULL, target_id bigint NOT NULL, fee_id bigint, gross bigint, fee bigint,
    CHECK (gross > 0 AND fee BETWEEN 0 AND gross AND (fee = 0 OR fee_id IS NOT NULL))
);
-- Whoever rolls up waits for ids that are handed out but not yet committed.
LOCK TABLE ledger_transfer IN ROW EXCLUSIVE MODE;

-- name: fill
INSERT INTO ledger_batch
WITH given (rank, key, kind, entry, at, source_id, target_id, fee_id, gross, fee) AS ({rows})
SELECT nextval('ledger_transfer_id_seq'), key,
    sha256(convert_to(concat_ws(' ', entry, '{currency}',
        CASE WHEN gross > fee THEN source_id || '>' || target_id || ':' || gross - fee END,
        CASE WHEN fee > 0 THEN source_id || '>' || fee_id || ':' || fee END,
        kind), 'UTF8')),
    kind, entry, at, source_id, target_id, fee_id, gross, fee
FROM given ORDER BY rank, key;

-- name: measure
ANALYZE ledger_batch (id, key, source_id, target_id, fee_id);

-- name: accounts
WITH touched AS (
    SELECT source_id AS id FROM ledger_batch UNION SELECT target_id FROM ledger_batch
), locked AS (
    SELECT account.id FROM ledger_account AS account JOIN touched USING (id)
    WHERE currency = '{currency}' AND keeps_balance
    ORDER BY account.id FOR NO KEY UPDATE OF account
), busy AS (
    SELECT fee_id FROM ledger_batch WHERE fee > 0
    EXCEPT SELECT id FROM ledger_account WHERE currency = '{currency}' AND NOT keeps_balance
)
SELECT (SELECT count(*) FROM touched) - (SELECT count(*) FROM locked) + (SELECT count(*) FROM busy);

-- name: known
DELETE FROM ledger_batch AS batch USING ledger_transfer AS known
WHERE known.idem_key = batch.key RETURNING known.digest <> batch.digest;

-- name: uncovered
DELETE FROM ledger_batch AS batch USING (
    SELECT id, source_id, sum(gross) OVER (PARTITION BY source_id ORDER BY id) AS asked FROM ledger_batch
) AS running JOIN ledger_account AS account ON account.id = running.source_id
WHERE running.id = batch.id AND account.floor IS NOT NULL AND asked > account.balance - account.floor
RETURNING batch.key;

-- name: transfers
INSERT INTO ledger_transfer (id, idem_key, digest, kind, entry, at)
SELECT id, key, digest, kind, entry, at FROM ledger_batch ORDER BY id;

-- name: postings
INSERT INTO ledger_posting (transfer_id, leg, source_id, target_id, amount)
SELECT id, CASE WHEN gross > fee THEN number ELSE 0 END, source_id,
    CASE number WHEN 0 THEN target_id ELSE fee_id END, CASE number WHEN 0 THEN gross - fee ELSE fee END
FROM ledger_batch CROSS JOIN (VALUES (0), (1)) AS leg (number)
WHERE CASE number WHEN 0 THEN gross > fee ELSE fee > 0 END
ORDER BY id, number;

-- name: balances
UPDATE ledger_account AS account SET balance = balance + net.change
FROM (
    SELECT id, sum(change)::bigint AS change FROM (
        SELECT source_id AS id, -gross AS change FROM ledger_batch
        UNION ALL
        SELECT target_id, gross - fee FROM ledger_batch
    ) AS sides GROUP BY id
) AS net
WHERE account.id = net.id;

-- name: unstage
DROP TABLE ledger_batch;
