-- {mine} are the jobs of whoever asks; {phrases} repeats `phrase`.
-- The plus keeps SQLite from trying an index by job for each row: it is asked whether the job is one of them.

-- name: find
SELECT r.id, r.groups FROM search_words w CROSS JOIN search_indexedentry r ON r.id = w.rowid
WHERE search_words MATCH %s AND w.rowid >= %s AND w.rowid < %s AND +r.job_id IN ({mine}){phrases}
ORDER BY w.rowid DESC LIMIT %s;

-- name: phrase
AND instr(r.words, %s) > 0;

-- name: forget
INSERT INTO search_words (search_words) VALUES ('optimize');
