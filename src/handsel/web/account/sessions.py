"""Ending one sign-in on another device; allauth's own page lists them and ends all others."""

from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from handsel.kernel.refusals import NotFound
from handsel.ui.user_agents import browser_text


@login_required
@require_POST
def ending(request: HttpRequest, pk: int) -> HttpResponse:
    """End one other session of the person who asks; this device's own ends by signing out."""
    mine = UserSession.objects.filter(user_id=request.user.pk)
    session = mine.exclude(session_key=request.session.session_key).filter(pk=pk).first()
    if session is None:
        raise NotFound
    get_adapter().end_sessions([session])
    words = _("{browser} was signed out.").format(browser=browser_text(session.user_agent))
    messages.success(request, words)
    return redirect("usersessions_list")
