"""The routes of the console."""

from django.urls import path

from handsel.console import overview
from handsel.console.machines import health, metrics

urlpatterns = [
    path("healthz", health.health, name="health"),
    path("healthz/ready", health.ready, name="health-ready"),
    path("metrics", metrics.metrics, name="metrics"),
    path("console/", overview.overview, name="console"),
]
