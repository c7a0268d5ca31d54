"""The open requests on Billing: the reader's own decisions first, then the soonest."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from handsel.ui.job_header import NextStep
from handsel.web.jobs.action_item import LAST
from handsel.web.jobs.job_view import JobView
from handsel.work.jobs.lifecycle import Side


@dataclass(frozen=True)
class OpenRequest:
    """A request for money, or an ending, that waits: its template and row, and whether the reader decides."""

    template: str
    row: dict[str, object] | None
    is_own: bool
    until: datetime

    @property
    def tone(self) -> str:
        """The tone of its notice: that of what is to do is for whoever decides."""
        return "warn" if self.is_own else "mute"


def open_requests(job_view: JobView, rows: Iterable[dict[str, object]]) -> list[OpenRequest]:
    """What waits for an answer on the page, in order."""
    requests = [request for row in rows for request in _of_row(job_view, row)]
    ending_at = job_view.job.ending_at
    if ending_at is not None:
        is_own = job_view.side is Side.FREELANCER
        requests.append(OpenRequest("web/billing/ending_notice.html", None, is_own, ending_at))
    return sorted(requests, key=lambda request: (not request.is_own, request.until))


def _of_row(job_view: JobView, row: dict[str, object]) -> Iterator[OpenRequest]:
    for name, template in (("refund", "refund_request"), ("split", "split_proposal")):
        request, step = row[name], row[f"{name}_next"]
        if request is not None:
            is_own = getattr(request, "side", "") != job_view.side
            until = step.until if isinstance(step, NextStep) and step.until else LAST
            yield OpenRequest(f"web/billing/{template}.html", row, is_own, until)
