"""The routes of the console."""

from django.urls import path

from handsel.console import overview

urlpatterns = [
    path("console/", overview.overview, name="console"),
]
