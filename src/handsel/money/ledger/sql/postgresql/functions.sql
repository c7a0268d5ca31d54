-- Accounts are never deleted: postings name them without foreign keys.
CREATE OR REPLACE TRIGGER ledger_account_never_deleted
    BEFORE DELETE OR TRUNCATE ON ledger_account
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- Room in each page, so that a new balance needs no new entry in an index.
ALTER TABLE ledger_account SET (fillfactor = 70);

-- A key that was posted before must have had the same content.
CREATE OR REPLACE FUNCTION ledger_replayed(key uuid, its_digest bytea) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM ledger_transfer WHERE idem_key = key AND digest = its_digest;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a key was used again with other content' USING ERRCODE = 'HL002';
    END IF;
END $$;

-- An account whose balance was not changed must be one that keeps none.
CREATE OR REPLACE FUNCTION ledger_busy(account bigint, its_currency text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM ledger_account WHERE id = account AND currency = its_currency AND NOT keeps_balance;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no account % in %', account, its_currency USING ERRCODE = 'HL001';
    END IF;
END $$;

-- Post transfers, all or none, in one round trip. `places` says for each leg which transfer it belongs to, from 1,
-- and `numbers` which of its legs it is, from 0.
-- A transfer whose key is known is left out if its digest is the same, and an error otherwise.
-- Balances change by an account's net amount, in the order of ids, so that two posts never wait for each other
-- in a circle; a balance under its floor fails the account's CHECK. Busy accounts keep no balance and no lock.
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
            PERFORM ledger_replayed(keys[place], digests[place]);
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
            PERFORM ledger_busy(net.account, net.currency);
        END IF;
    END LOOP;
END $$;

-- The same for one transfer with one leg, as most are: a quarter less work, since nothing needs to be summed.
CREATE OR REPLACE FUNCTION ledger_post_one(
    key uuid, its_digest bytea, its_kind text, its_currency text, its_entry uuid, its_at timestamptz,
    source bigint, target bigint, its_amount bigint
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    fresh bigint;
    account bigint;
BEGIN
    INSERT INTO ledger_transfer (idem_key, digest, kind, entry, at)
    VALUES (key, its_digest, its_kind, its_entry, its_at)
    ON CONFLICT (idem_key) DO NOTHING RETURNING id INTO fresh;
    IF fresh IS NULL THEN
        PERFORM ledger_replayed(key, its_digest);
        RETURN;
    END IF;
    INSERT INTO ledger_posting (transfer_id, leg, source_id, target_id, amount)
    VALUES (fresh, 0, source, target, its_amount);
    FOREACH account IN ARRAY ARRAY[least(source, target), greatest(source, target)] LOOP
        UPDATE ledger_account
        SET balance = balance + CASE account WHEN source THEN -its_amount ELSE its_amount END
        WHERE id = account AND currency = its_currency AND keeps_balance;
        IF NOT FOUND THEN
            PERFORM ledger_busy(account, its_currency);
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
