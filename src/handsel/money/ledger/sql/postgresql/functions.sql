-- Accounts are never deleted: postings name them without foreign keys.
CREATE OR REPLACE TRIGGER ledger_account_never_deleted
    BEFORE DELETE OR TRUNCATE ON ledger_account
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- Room in each page, so that a new balance needs no new entry in an index.
ALTER TABLE ledger_account SET (fillfactor = 70);

-- Post transfers, all or none, in one round trip. `places` says for each leg which transfer it belongs to, from 1,
-- and `numbers` which of its legs it is, from 0.
-- A transfer whose key is known is left out if its digest is the same, and an error otherwise.
-- Balances change by an account's net amount, in the order of ids, so that two posts never wait for each other
-- in a circle; a balance under its floor fails the account's CHECK. Busy accounts keep no balance and no lock.
-- The statements are small on purpose: with one transfer, starting a large one takes longer than running it.
CREATE OR REPLACE FUNCTION ledger_post(
    keys uuid[], digests bytea[], kinds text[], currencies text[], entries uuid[], ats timestamptz[],
    places int[], numbers int[], sources bigint[], targets bigint[], amounts bigint[]
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    fresh bigint;
    ids bigint[];
    net record;
BEGIN
    FOR place IN 1 .. cardinality(keys) LOOP
        INSERT INTO ledger_transfer (idem_key, digest, kind, entry, at)
        VALUES (keys[place], digests[place], kinds[place], entries[place], ats[place])
        ON CONFLICT (idem_key) DO NOTHING RETURNING id INTO fresh;
        IF fresh IS NULL THEN
            PERFORM 1 FROM ledger_transfer WHERE idem_key = keys[place] AND digest = digests[place];
            IF NOT FOUND THEN
                RAISE EXCEPTION 'a key was used again with other content' USING ERRCODE = 'HL002';
            END IF;
        END IF;
        ids[place] := fresh;
    END LOOP;
    INSERT INTO ledger_posting (transfer_id, leg, source_id, target_id, amount)
    SELECT ids[place], number, source, target, amount
    FROM unnest(places, numbers, sources, targets, amounts) AS leg (place, number, source, target, amount)
    WHERE ids[place] IS NOT NULL;
    FOR net IN
        SELECT account, currencies[place] AS currency, sum(change)::bigint AS change
        FROM (
            SELECT place, source AS account, -amount AS change
            FROM unnest(places, sources, amounts) AS given (place, source, amount)
            UNION ALL
            SELECT place, target, amount FROM unnest(places, targets, amounts) AS taken (place, target, amount)
        ) AS sides
        WHERE ids[place] IS NOT NULL
        GROUP BY account, currencies[place]
        ORDER BY account
    LOOP
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
END $$;

-- The id up to which every transfer is committed or never will be. Ids are handed out before they are committed,
-- so a lower one may appear after a higher one: the lock waits, briefly, until nobody is in the middle of posting.
CREATE OR REPLACE FUNCTION ledger_settled_through() RETURNS bigint LANGUAGE plpgsql SET lock_timeout = '2s' AS $$
BEGIN
    LOCK TABLE ledger_transfer IN SHARE MODE;
    RETURN coalesce((SELECT max(id) FROM ledger_transfer), 0);
END $$;
