-- How many seconds were worked in each of these weeks.

-- name: worked
SELECT week_id, sum(extract(epoch FROM ended_at - started_at))::bigint FROM hours_timespan
WHERE week_id = ANY(%(weeks)s) GROUP BY week_id;
