"""Addresses for the tests of what goes around every page."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import include, path

from handsel.config import urls
from handsel.kernel import clock
from handsel.kernel.money import Money
from handsel.kernel.refusals import NotFound, Refusal
from handsel.ui.badges import Badge, PlaceholderAvatar
from handsel.ui.idempotency import key_of
from handsel.ui.job_header import JobHeader, NextStep, Tab

handler400, handler403, handler404, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
)


class Short(Refusal):
    what = "There is too little."
    kept = "No money moved."
    way_out = "Add $5.00 first."


def refuse(request: HttpRequest) -> HttpResponse:
    raise Short


def hide(request: HttpRequest) -> HttpResponse:
    raise NotFound


def forbid(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a secret of the house")


def keyed(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(key_of(request)))


def job(request: HttpRequest) -> HttpResponse:
    head = JobHeader(
        number=7,
        title="A field guide",
        other=PlaceholderAvatar("Ada Vance"),
        kind="Fixed price",
        price=Money(320000, "USD"),
        state=Badge("busy", "eye", "In review"),
        next=NextStep("It releases", "busy", until=clock.now() + timedelta(days=3), since=clock.now()),
        tabs=(Tab("/job/", "Workroom"), Tab("/job/terms/", "Terms")),
    )
    return render(request, "ui/job_base.html", {"head": head})


CONFIRMING = """{% extends "ui/base.html" %}
{% block title %}Billing{% endblock %}
{% block content %}
<h1>Billing</h1>
<p><button class="primary" popovertarget="release">Release $5.00</button></p>
{% confirm "release" title="Release $5.00 to Ben?" action="/keyed/" button="Release $5.00" icon="check" %}
<p>A release cannot be undone.</p>
<dl class="facts"><div><dt>From escrow</dt><dd>$5.00</dd></div></dl>
{% endconfirm %}
{% endblock %}"""


def confirming(request: HttpRequest) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(CONFIRMING).render({}, request))


urlpatterns = [
    path("refuse/", refuse),
    path("hide/", hide),
    path("forbid/", forbid),
    path("breaks/", breaks),
    path("keyed/", keyed),
    path("job/", job),
    path("confirming/", confirming),
    path("", include(urls)),
]
