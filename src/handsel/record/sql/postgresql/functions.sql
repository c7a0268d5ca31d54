-- The end of a chain, locked, and what the actor asked for under this key before. Not one statement, so that
-- the others see what was committed while the first waited for the lock.
CREATE FUNCTION record_end(
    wanted uuid, asked_key uuid, asking uuid,
    OUT chain uuid, OUT size bigint, OUT head bytea, OUT last_at timestamptz, OUT signed timestamptz,
    OUT request bytea, OUT facts text
) LANGUAGE plpgsql AS $$
BEGIN
    SELECT c.id, c.size, c.head INTO chain, size, head FROM record_chain c WHERE c.subject = wanted FOR UPDATE;
    SELECT e.at INTO last_at FROM record_entry e
        WHERE e.chain_id = record_end.chain AND e.number = record_end.size;
    SELECT s.signed_at INTO signed FROM record_signedcheckpoint s ORDER BY s.size DESC LIMIT 1;
    SELECT e.request, coalesce(t.text, '{}') INTO request, facts
        FROM record_entry e LEFT JOIN record_entrycontent t ON t.entry_id = e.id
        WHERE e.key = asked_key AND e.actor = asking;
END $$;
