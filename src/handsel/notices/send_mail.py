"""Writing a mail: its title, what it says, and the one link that it leads to."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string


def send_notice_mail(to: str, title: str, *, detail: str, href: str) -> None:
    """Mail somebody of one thing."""
    context = {
        "title": title,
        "detail": detail,
        "link": settings.BASE_URL + href,
        "house": settings.HOUSE_NAME,
    }
    send_mail(" ".join(title.split()), render_to_string("notices/mail.txt", context), None, [to])
