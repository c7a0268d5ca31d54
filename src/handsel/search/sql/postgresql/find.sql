-- {mine} are the jobs of whoever asks; {phrases} repeats `phrase`.

-- name: find
SELECT r.id, r.groups FROM search_indexedentry r
WHERE r.tokens @@ %s::tsquery AND r.id >= %s AND r.id < %s AND r.job_id IN ({mine}){phrases}
ORDER BY r.id DESC LIMIT %s;

-- name: phrase
AND strpos(r.words, %s) > 0;
