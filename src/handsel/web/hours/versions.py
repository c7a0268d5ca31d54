"""The version of a timesheet that a page showed, as its form sends it."""

from handsel.web.base.decorators import AuthenticatedRequest


def shown_version(request: AuthenticatedRequest, name: str = "shown") -> str:
    """The hidden text by which a form says what its page showed; nothing if it says none."""
    return request.POST.get(name, "")
