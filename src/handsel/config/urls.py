"""The root URL configuration."""

from django.urls import URLPattern, URLResolver, include, path

from handsel.notices import mailbox
from handsel.web.events import streams

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("handsel.people.urls")),
    path("", include("handsel.web.urls")),
    path("mail/", mailbox.stored_mails, name="mailbox"),
    path("mail/<str:name>/", mailbox.stored_mail, name="letter"),
    path("events/", streams.stream, name="events"),
]

handler400 = "handsel.ui.error_pages.unreadable"
handler403 = "handsel.ui.error_pages.forbidden"
handler404 = "handsel.ui.error_pages.missing"
handler500 = "handsel.ui.error_pages.broken"
