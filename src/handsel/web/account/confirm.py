"""The page on which people confirm that it is them, before they go on to another page."""

from allauth.account.adapter import get_adapter
from django.http import HttpResponse
from django.shortcuts import redirect

from handsel.ui.navigation import HOME
from handsel.web.base.confirming import ask
from handsel.web.base.decorators import AuthenticatedRequest, page


@page("GET", "POST")
def confirm_page(request: AuthenticatedRequest) -> HttpResponse:
    """Ask; then go on to the address of this site that `next` names."""
    going = request.POST.get("next") or request.GET.get("next") or HOME
    address = going if get_adapter().is_safe_url(going) else HOME
    return ask(request, {"next": address}) or redirect(address)
