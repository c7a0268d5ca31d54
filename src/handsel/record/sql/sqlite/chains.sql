-- Where a chain ends and how it grows, under the write lock.

-- name: end
SELECT c.id, c.size, c.head, p.at,
    (SELECT signed_at FROM record_signedcheckpoint ORDER BY size DESC LIMIT 1), e.request, coalesce(t.text, '{}')
FROM (SELECT 1) LEFT JOIN record_chain c ON c.subject = %(subject)s
LEFT JOIN record_entry p ON p.chain_id = c.id AND p.number = c.size
LEFT JOIN record_entry e ON e.key = %(key)s AND e.actor = %(actor)s
LEFT JOIN record_entrycontent t ON t.entry_id = e.id;

-- name: entry
INSERT INTO record_entry (id, chain_id, number, previous, kind, actor, at, commitment, hash, key, request)
VALUES (%(id)s, %(chain_id)s, %(number)s, %(previous)s, %(kind)s, %(actor)s, %(at)s, %(commitment)s,
        %(hash)s, %(key)s, %(request)s);

-- name: content
INSERT INTO record_entrycontent (entry_id, nonce, salt, text)
VALUES (%(id)s, %(nonce)s, %(salt)s, %(text)s);

-- name: waiting
INSERT INTO record_pendingleaf (entry_id) VALUES (%(id)s);

-- name: task
INSERT INTO tasks_task (kind, subject, due_at, next_at, attempts, last_error)
VALUES (%(task)s, %(task_subject)s, %(at)s, %(at)s, 0, '');

-- name: chain
UPDATE record_chain SET size = %(number)s, head = %(hash)s WHERE id = %(chain_id)s;
