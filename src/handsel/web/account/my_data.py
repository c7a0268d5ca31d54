"""A person's data export: requested, made, downloaded, removed."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from handsel.exports import request_export
from handsel.exports.models import Export
from handsel.exports.storage import KEPT, MAKE, path_of
from handsel.kernel.refusals import NotFound
from handsel.tasks.models import is_given_up
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.base.downloads import Attachment


@page("GET", "POST")
def my_data(request: AuthenticatedRequest) -> HttpResponse:
    """The state of the export; a POST requests a new one."""
    if request.method == "POST":
        request_export.request_export(actor_of(request))
        messages.success(request, _("Requested. We will email you when your data is ready."))
        return redirect("my-data")
    export = Export.objects.filter(person=request.user).first()
    stuck = export is not None and not export.is_ready and is_given_up(MAKE, export.making)
    return render(request, "web/account/my_data.html", {"export": export, "stuck": stuck, "days": KEPT.days})


@page("POST")
def removal(request: AuthenticatedRequest) -> HttpResponse:
    """Delete the archive, or cancel its making."""
    request_export.remove_export(actor_of(request))
    messages.success(request, _("Deleted. There is no archive of your data now."))
    return redirect("my-data")


@page()
def archive(request: AuthenticatedRequest) -> HttpResponseBase:
    """Download the archive, while it is kept."""
    export = Export.objects.filter(person=request.user).exclude(made_at=None).first()
    if export is None or export.made_at is None or not path_of(export.making).exists():
        raise NotFound
    name = f"handsel-data-{export.made_at:%Y-%m-%d}.zip"
    answer = Attachment(path_of(export.making).open("rb"), name)
    answer["Cache-Control"] = "no-store"
    return answer
