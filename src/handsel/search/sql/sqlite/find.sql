-- {mine} are the jobs of whoever asks; {phrases} repeats `phrase`.

-- name: find
SELECT r.id FROM search_words w CROSS JOIN search_row r ON r.id = w.rowid
WHERE search_words MATCH %s AND w.rowid >= %s AND w.rowid < %s AND r.job_id IN ({mine}){phrases}
ORDER BY w.rowid DESC LIMIT %s;

-- name: tally
SELECT groups, count(*) FROM (
    SELECT r.groups AS groups FROM search_words w CROSS JOIN search_row r ON r.id = w.rowid
    WHERE search_words MATCH %s AND w.rowid >= %s AND w.rowid < %s AND r.job_id IN ({mine}){phrases}
    ORDER BY w.rowid DESC LIMIT %s
) GROUP BY groups;

-- name: phrase
AND instr(r.words, %s) > 0;

-- name: forget
INSERT INTO search_words (search_words) VALUES ('optimize');
