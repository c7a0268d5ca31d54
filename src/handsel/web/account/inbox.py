"""The inbox: a person's notices, newest first; opening one marks it read and goes to its target."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from handsel.kernel import clock
from handsel.notices.models import Notice
from handsel.web.base.decorators import AuthenticatedRequest, page

NOTICES_SHOWN = 30


@page()
def inbox(request: AuthenticatedRequest) -> HttpResponse:
    """All notices of this person."""
    page_obj = Paginator(Notice.objects.of(request.user), NOTICES_SHOWN).get_page(request.GET.get("page"))
    return render(request, "web/account/inbox.html", {"page_obj": page_obj})


@page()
def bell(request: AuthenticatedRequest) -> HttpResponse:
    """The bell in the navigation bar, reloaded when the live stream reports a notice."""
    return render(request, "ui/parts/bell.html")


@page("POST")
def open_notice(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Mark a notice read, and go to its target."""
    notice = get_object_or_404(Notice.objects.of(request.user), pk=pk)
    Notice.objects.filter(pk=pk, read_at=None).update(read_at=clock.now())
    return redirect(notice.href)


@page("POST")
def mark_all_read(request: AuthenticatedRequest) -> HttpResponse:
    """Mark every notice read."""
    Notice.objects.of(request.user).unread().update(read_at=clock.now())
    return redirect("inbox")


def unread(request: HttpRequest) -> dict[str, int]:
    """The context variable `unread`: how many notices the person has not opened."""
    user = getattr(request, "user", None)
    return {"unread": Notice.objects.of(user).unread().count()} if user and user.is_authenticated else {}
