"""Asking for all of one's data, and letting the archive go: acts on the person's own chain."""

from datetime import timedelta

from handsel.due.models import is_given_up
from handsel.exports.keeping import MAKE, begin, drop
from handsel.exports.models import Export
from handsel.exports.refusals import ExportAskedLately, ExportUnderWay
from handsel.kernel.json import Facts
from handsel.kernel.refusals import NotFound
from handsel.people.profile import on_own_chain
from handsel.record.deeds import By, Deed, enact
from handsel.record.models import Entry

ASKED = "export.asked"
REMOVED = "export.removed"
AGAIN_AFTER = timedelta(hours=1)


def ask(by: By) -> None:
    """Have all data of the person who asks put into an archive, in place of an earlier one.

    Raises `ExportUnderWay`, and `ExportAskedLately` within the hour; one that the house gave up may be
    asked for again at once.
    """

    def body(deed: Deed) -> Facts:
        export = Export.objects.filter(person=by.actor).first()
        if export is None or not is_given_up(MAKE, export.making):
            _refuse_too_soon(export, deed)
        if export is not None:
            drop(export)
        begin(Export(person_id=by.actor, asked_at=deed.at), deed.at)
        return {}

    enact(on_own_chain(ASKED, by.actor, {}), by, body)


def remove(by: By) -> None:
    """Let the archive of the person who asks go before its time, or stop its making; raises `NotFound`."""

    def body(deed: Deed) -> Facts:
        export = Export.objects.filter(person=by.actor).first()
        if export is None:
            raise NotFound
        drop(export)
        return {}

    enact(on_own_chain(REMOVED, by.actor, {}), by, body)


def _refuse_too_soon(export: Export | None, deed: Deed) -> None:
    """The record says when it was asked for last: what was removed since counts as well."""
    if export is not None and not export.is_ready:
        raise ExportUnderWay
    since = deed.at - AGAIN_AFTER
    if Entry.objects.filter(chain__subject=deed.by.actor, kind=ASKED, at__gt=since).exists():
        raise ExportAskedLately
