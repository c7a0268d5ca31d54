-- How many seconds were worked in each of these weeks; times are stored as text, in UTC and whole seconds.

-- name: worked
SELECT week_id, sum(strftime('%%s', ended_at) - strftime('%%s', started_at)) FROM hours_timespan
WHERE week_id IN (SELECT value FROM json_each(%(weeks)s)) GROUP BY week_id;
