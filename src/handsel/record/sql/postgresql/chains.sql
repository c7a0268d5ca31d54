-- Where a chain ends and how it grows: one round trip each.

-- name: end
SELECT * FROM record_end(%(subject)s, %(key)s, %(actor)s);

-- name: append
WITH entry AS (
    INSERT INTO record_entry (id, chain_id, number, previous, kind, actor, at, commitment, hash, key, request)
    VALUES (%(id)s, %(chain_id)s, %(number)s, %(previous)s, %(kind)s, %(actor)s, %(at)s, %(commitment)s,
            %(hash)s, %(key)s, %(request)s)
), content AS (
    INSERT INTO record_entrycontent (entry_id, nonce, salt, text)
    VALUES (%(id)s, %(nonce)s, %(salt)s, %(text)s)
), waiting AS (
    INSERT INTO record_pendingleaf (entry_id) VALUES (%(id)s)
), task AS (
    INSERT INTO tasks_task (kind, subject, due_at, next_at, attempts, last_error)
    VALUES (%(task)s, %(task_subject)s, %(at)s, %(at)s, 0, '')
)
-- Those who watch hear of it when it is committed (`record/change_signal.py`).
UPDATE record_chain SET size = %(number)s, head = %(hash)s WHERE id = %(chain_id)s
RETURNING pg_notify('handsel_entries', subject::text);
