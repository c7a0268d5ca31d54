"""Writing a mail: its title, what it says, and the one link that it leads to."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

ONE_CLICK = "List-Unsubscribe=One-Click"


def send_notice_mail(to: str, title: str, *, detail: str, href: str, opt_out: str = "") -> None:
    """Mail somebody of one thing; `opt_out` is the path of a page that stops such mail (RFC 8058)."""
    context = {
        "title": title,
        "detail": detail,
        "link": settings.BASE_URL + href,
        "house": settings.HOUSE_NAME,
        "opt_out": settings.BASE_URL + opt_out if opt_out else "",
    }
    text = render_to_string("notices/mail.txt", context)
    headers = {
        "List-Unsubscribe": f"<{context['opt_out']}>",
        "List-Unsubscribe-Post": ONE_CLICK,
    }
    EmailMessage(" ".join(title.split()), text, None, [to], headers=headers if opt_out else None).send()
