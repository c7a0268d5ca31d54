"""The routes of conduct."""

from django.urls import path

from handsel.web.conduct import reporting, views

urlpatterns = [
    path("me/conduct/", views.conduct, name="conduct"),
    path("me/conduct/<uuid:case>/appeal/", views.appeal, name="conduct-appeal"),
    path("jobs/<number:number>/conduct/", reporting.reporting, name="conduct-report"),
]
