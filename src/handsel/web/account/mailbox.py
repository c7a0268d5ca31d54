"""The mails of an embedded house, shown as pages where settings allow; a house in production never does."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from handsel.notices.mailbox import read_mail, stored_mails

SHOWN_MAX = 100


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """The mails of the house, newest first."""
    _refuse_unless_shown()
    files = stored_mails()
    context = {"letters": [read_mail(file) for file in files[:SHOWN_MAX]], "many": len(files)}
    return render(request, "web/account/mailbox.html", context)


@require_safe
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """One mail; its links can be followed."""
    _refuse_unless_shown()
    files = {file.stem: file for file in stored_mails()}
    if name not in files:
        raise Http404
    return render(request, "web/account/mail.html", {"letter": read_mail(files[name])})


def _refuse_unless_shown() -> None:
    if not settings.MAILBOX_SHOWN:
        raise Http404
