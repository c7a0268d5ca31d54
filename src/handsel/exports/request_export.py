"""Request and remove an export: actions on the person's own chain."""

from datetime import timedelta

from handsel.exports.entries import ASKED, REMOVED
from handsel.exports.models import Export
from handsel.exports.refusals import ExportAskedLately, ExportUnderWay
from handsel.exports.storage import MAKE, begin, drop
from handsel.kernel.json import Facts
from handsel.kernel.refusals import NotFound
from handsel.people.profile import on_own_chain
from handsel.record.actions import ActionContext, Actor, perform
from handsel.record.models import Entry
from handsel.tasks.models import is_given_up

AGAIN_AFTER = timedelta(hours=1)


def request_export(actor: Actor) -> None:
    """Request an export of the actor's data, in place of an earlier one.

    Raises `ExportUnderWay`, and `ExportAskedLately` within the hour. If the last one failed for good, a new
    one may be requested at once.
    """

    def body(context: ActionContext) -> Facts:
        export = Export.objects.filter(person=actor.id).first()
        if export is None or not is_given_up(MAKE, export.making):
            _refuse_too_soon(export, context)
        if export is not None:
            drop(export)
        begin(Export(person_id=actor.id, asked_at=context.at), context.at)
        return {}

    perform(on_own_chain(ASKED, actor.id, {}), actor, body)


def remove_export(actor: Actor) -> None:
    """Remove the actor's export, also while it is built; raises `NotFound`."""

    def body(context: ActionContext) -> Facts:
        export = Export.objects.filter(person=actor.id).first()
        if export is None:
            raise NotFound
        drop(export)
        return {}

    perform(on_own_chain(REMOVED, actor.id, {}), actor, body)


def _refuse_too_soon(export: Export | None, context: ActionContext) -> None:
    """Check the record for the last request, so that removed exports count too."""
    if export is not None and not export.is_ready:
        raise ExportUnderWay
    since = context.at - AGAIN_AFTER
    if Entry.objects.filter(chain__subject=context.actor.id, kind=ASKED.name, at__gt=since).exists():
        raise ExportAskedLately
