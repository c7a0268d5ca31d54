"""Every address of the house."""

from django.urls import URLPattern, URLResolver, include, path

from handsel.notices import mailbox
from handsel.web.events import streams

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("handsel.people.urls")),
    path("", include("handsel.web.urls")),
    path("mail/", mailbox.letters, name="mailbox"),
    path("mail/<str:name>/", mailbox.letter, name="letter"),
    path("events/", streams.stream, name="events"),
]

handler400 = "handsel.look.failures.unreadable"
handler403 = "handsel.look.failures.forbidden"
handler404 = "handsel.look.failures.missing"
handler500 = "handsel.look.failures.broken"
