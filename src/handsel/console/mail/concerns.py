"""What is wrong with mail: addresses that refuse it."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handsel.console.concerns import Concern
from handsel.console.counting import Count


def mail_concerns(refusing: Count) -> Iterator[Concern]:
    """The addresses to which mail does not arrive."""
    if refusing:
        many = refusing.counted
        title = ngettext("Mail to {n} address does not arrive", "Mail to {n} addresses does not arrive", many)
        detail = _("Their mail servers refuse it. If they are many, the site itself may be blocked.")
        yield Concern("warn", "alert", title.format(n=refusing), detail, reverse("console-mail"))
