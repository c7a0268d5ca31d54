"""The root URL configuration."""

from django.urls import URLPattern, URLResolver, include, path

from handsel.web.events import streams

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("handsel.web.account.urls")),
    path("", include("handsel.web.urls")),
    path("", include("handsel.api.urls")),
    path("", include("handsel.console.urls")),
    path("events/", streams.stream, name="events"),
]

handler400 = "handsel.ui.error_pages.unreadable"
handler403 = "handsel.ui.error_pages.forbidden"
handler404 = "handsel.ui.error_pages.missing"
handler500 = "handsel.web.base.outages.broken"
