"""The daemon's socket, by which windows and commands of the same person reach it.

A Unix socket, mode 0600, in a folder of the person alone; a connection of another user is closed at once.
A line of JSON is a request, a line of JSON its answer: `{"method": "start", "job": "12"}` is answered by
`{"ok": true, "result": …}`, or `{"ok": false, "error": "what is wrong, what did not happen, what to do"}`.

| Method | Takes | Result |
|---|---|---|
| `state` | | `account`, `signed_out`, `sign_in`, `away`, `problems`, `tracking` (`daemon/view.py`) |
| `watch` | | the state now and after each change, a line each, until the connection ends |
| `jobs` | | the jobs with their week, money and what is left |
| `start`, `switch` | `job` (identifier, number or part of the title), `memo` | |
| `stop` | | |
| `memo` | `text`, `job`; or `text`, `segment` for a block that is over | |
| `work_view` | `on`, `job` | |
| `days` | | the days with their blocks, and what became of each |
| `commits` | | commits that were made while the timer ran: job, hash, subject, when |
| `shots` | | the screenshots that are held, sent, deleted or refused |
| `shot` | `shot` | the picture, in base64 |
| `redact` | `shot`, `boxes` (`[[x, y, width, height], …]` in pixels), `style` (solid, mosaic) | the new one |
| `delete` | `shot` or `segment` | |
| `send_now` | `shot`, or nothing for all | how many leave |
| `hold` | `on` | |
| `answer` | `question`, `keep` | how many seconds were kept |
| `settings` | `name`, `value`, or nothing | the settings |
| `seen` | `notice` (its number) | |
| `login` | `house`, `name` | the code to approve, as soon as there is one |
| `cancel_login` | | |
| `logout` | `force` | |
| `export` | | all that the spool holds of time and signatures, without pictures |
| `verify` | | whether what is kept here is as it was signed: `holds` and `faults` |
| `doctor` | | what works here and what does not |
| `quit` | | |
"""
