"""Pages for operators alone: for everybody else there are none."""

from collections.abc import Callable
from functools import update_wrapper

from django.http.response import HttpResponseBase

from handsel.kernel import clock
from handsel.kernel.refusals import NotFound
from handsel.web.base.confirming import confirm_first
from handsel.web.base.decorators import AuthenticatedRequest, P, Page, page


def operator_page(*methods: str) -> Callable[[Page[P]], Callable[..., HttpResponseBase]]:
    """A page for operators, for these methods (GET by default).

    To read is free; what changes something asks for a sign-in or a confirmation of late.
    """

    def decorate(view: Page[P]) -> Callable[..., HttpResponseBase]:
        confirmed = confirm_first(view, is_free_to_read=True)

        def shown(request: AuthenticatedRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.operates(clock.now()):
                raise NotFound
            return confirmed(request, *args, **kwargs)

        update_wrapper(shown, view)
        return page(*methods)(shown)

    return decorate
