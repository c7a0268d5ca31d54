"""URLs of disputes, of claims, and of the link of an outside arbiter."""

from django.urls import path

from handsel.web.disputes import acts, claims, operator, views
from handsel.web.disputes.arbiter import arbiter, arbiter_evidence
from handsel.web.disputes.evidence import dispute_evidence

urlpatterns = [
    path("jobs/<number:number>/disputes/<number:dispute>/", views.dispute_page, name="dispute"),
    path("jobs/<number:number>/disputes/<number:dispute>/answer/", acts.answer, name="dispute-answer"),
    path("jobs/<number:number>/disputes/<number:dispute>/decline/", acts.decline, name="dispute-decline"),
    path("jobs/<number:number>/disputes/<number:dispute>/offer/", acts.offer, name="dispute-offer"),
    path(
        "jobs/<number:number>/disputes/<number:dispute>/sealed-offer/",
        acts.sealed_offer,
        name="dispute-sealed",
    ),
    path(
        "jobs/<number:number>/disputes/<number:dispute>/acceptance/",
        acts.acceptance,
        name="dispute-acceptance",
    ),
    path(
        "jobs/<number:number>/disputes/<number:dispute>/withdrawal/",
        acts.withdrawal,
        name="dispute-withdrawal",
    ),
    path("jobs/<number:number>/disputes/<number:dispute>/appeal/", acts.appeal, name="dispute-appeal"),
    path(
        "jobs/<number:number>/disputes/<number:dispute>/decision/",
        operator.decision,
        name="dispute-decision",
    ),
    path("milestones/<number:pk>/dispute/", views.opening, name="dispute-opening"),
    path(
        "jobs/<number:number>/disputes/<number:dispute>/evidence/<slug:kind>/<number:pk>/",
        dispute_evidence,
        name="dispute-evidence",
    ),
    path("arbiter/<str:token>/", arbiter, name="arbiter"),
    path("arbiter/<str:token>/evidence/<slug:kind>/<number:pk>/", arbiter_evidence, name="arbiter-evidence"),
    path("invoices/<uuid:pk>/claim/", claims.claim, name="claim"),
]
