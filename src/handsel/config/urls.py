"""Every address of the house."""

from django.urls import URLPattern, URLResolver, path

from handsel.web import events

urlpatterns: list[URLPattern | URLResolver] = [
    path("events/inbox", events.inbox, name="inbox_events"),
]
