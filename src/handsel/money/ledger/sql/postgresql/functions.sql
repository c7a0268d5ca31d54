-- Accounts are never deleted: postings name them without foreign keys.
CREATE OR REPLACE TRIGGER ledger_account_never_deleted
    BEFORE DELETE OR TRUNCATE ON ledger_account
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- Room in each page, so that a new balance needs no new entry in an index.
ALTER TABLE ledger_account SET (fillfactor = 70);

-- Post transfers, all or none, in one round trip. `places` says for each leg which transfer it belongs to, from 1.
-- A transfer whose key is known is left out if its digest is the same, and an error otherwise.
-- Balances change by an account's net amount, in the order of ids, so that two posts never wait for each other
-- in a circle; a balance under its floor fails the account's CHECK. Busy accounts keep no balance and no lock.
CREATE OR REPLACE FUNCTION ledger_post(
    keys uuid[], digests bytea[], kinds text[], currencies text[], entries uuid[], ats timestamptz[],
    places bigint[], sources bigint[], targets bigint[], amounts bigint[]
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    net record;
    posted bigint := 0;
BEGIN
    FOR net IN
        WITH asked AS (
            SELECT * FROM unnest(keys, digests, kinds, currencies, entries, ats)
                WITH ORDINALITY AS a (idem_key, digest, kind, currency, entry, at, place)
        ), fresh AS (
            INSERT INTO ledger_transfer (idem_key, digest, kind, entry, at)
            SELECT idem_key, digest, kind, entry, at FROM asked ORDER BY place
            ON CONFLICT (idem_key) DO NOTHING
            RETURNING id, idem_key
        ), legs AS (
            SELECT fresh.id, asked.currency, leg.*, row_number() OVER (PARTITION BY fresh.id ORDER BY leg.nth) - 1 AS number
            FROM unnest(places, sources, targets, amounts) WITH ORDINALITY AS leg (place, source, target, amount, nth)
            JOIN asked USING (place)
            JOIN fresh USING (idem_key)
        ), postings AS (
            INSERT INTO ledger_posting (transfer_id, leg, source_id, target_id, amount)
            SELECT id, number, source, target, amount FROM legs
        )
        SELECT account, currency, sum(change)::bigint AS change, count(*) AS sides
        FROM (
            SELECT source AS account, currency, -amount AS change FROM legs
            UNION ALL
            SELECT target, currency, amount FROM legs
        ) AS sides
        GROUP BY account, currency
        ORDER BY account
    LOOP
        posted := posted + net.sides;
        UPDATE ledger_account SET balance = balance + net.change
        WHERE id = net.account AND currency = net.currency AND keeps_balance;
        IF NOT FOUND THEN
            PERFORM 1 FROM ledger_account
            WHERE id = net.account AND currency = net.currency AND NOT keeps_balance;
            IF NOT FOUND THEN
                RAISE EXCEPTION 'no account % in %', net.account, net.currency USING ERRCODE = 'HL001';
            END IF;
        END IF;
    END LOOP;
    IF posted < 2 * cardinality(places) THEN
        PERFORM 1 FROM unnest(keys, digests) AS asked (idem_key, digest)
        JOIN ledger_transfer AS known USING (idem_key) WHERE known.digest <> asked.digest;
        IF FOUND THEN
            RAISE EXCEPTION 'a key was used again with other content' USING ERRCODE = 'HL002';
        END IF;
    END IF;
END $$;

-- The id up to which every transfer is committed or never will be. Ids are handed out before they are committed,
-- so a lower one may appear after a higher one: the lock waits, briefly, until nobody is in the middle of posting.
CREATE OR REPLACE FUNCTION ledger_settled_through() RETURNS bigint LANGUAGE plpgsql SET lock_timeout = '2s' AS $$
BEGIN
    LOCK TABLE ledger_transfer IN SHARE MODE;
    RETURN coalesce((SELECT max(id) FROM ledger_transfer), 0);
END $$;
