"""Every kind of due work and who does it: the wings' own tables, put together."""

from handsel.due.worker import Handler

DUTIES: dict[str, Handler] = {}
