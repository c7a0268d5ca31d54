"""The routes of the console."""

from django.urls import path

from handsel.console import overview
from handsel.console.approvals import views as approvals
from handsel.console.books import views as books
from handsel.console.casework import views as casework
from handsel.console.conduct import views as conduct
from handsel.console.disputes import views as disputes
from handsel.console.flags import views as flags
from handsel.console.jobs import views as jobs
from handsel.console.machines import health, metrics
from handsel.console.mail import views as mail
from handsel.console.people import views as people
from handsel.console.policies import views as policies
from handsel.console.record import views as record
from handsel.console.worker import views as worker

urlpatterns = [
    path("healthz", health.health, name="health"),
    path("healthz/ready", health.ready, name="health-ready"),
    path("metrics", metrics.metrics, name="metrics"),
    path("console/", overview.overview, name="console"),
    path("console/approvals/", approvals.approvals, name="console-approvals"),
    path("console/approvals/<uuid:ref>/", approvals.approval, name="console-approval"),
    path("console/approvals/<uuid:ref>/confirm/", approvals.confirming, name="console-confirming"),
    path("console/waiting/", overview.waiting, name="console-waiting"),
    path("console/books/", books.books, name="console-books"),
    path("console/books/checking/", books.checking, name="console-checking"),
    path("console/conduct/", conduct.cases, name="console-conduct"),
    path("console/conduct/<uuid:ref>/", conduct.case_page, name="console-case"),
    path("console/disputes/", disputes.disputes, name="console-disputes"),
    path("console/flags/", flags.flags, name="console-flags"),
    path("console/jobs/", jobs.jobs, name="console-jobs"),
    path("console/queues/<slug:queue>/<slug:item>/", casework.item_page, name="console-item"),
    path("console/queues/<slug:queue>/<slug:item>/taking/", casework.taking, name="console-taking"),
    path("console/queues/<slug:queue>/<slug:item>/return/", casework.returning, name="console-return"),
    path("console/mail/", mail.mail, name="console-mail"),
    path("console/mail/<number:pk>/retry/", mail.retrying, name="console-mail-retry"),
    path("console/record/", record.record, name="console-record"),
    path("console/record/house-evidence.zip", record.house_bundle, name="console-bundle"),
    path("console/people/", people.people, name="console-people"),
    path("console/people/<uuid:pk>/", people.person_page, name="console-person"),
    path(
        "console/people/<uuid:pk>/devices/disconnection/", people.disconnection, name="console-disconnection"
    ),
    path("console/people/<uuid:pk>/<slug:name>/", people.helping, name="console-help"),
    path("console/policies/", policies.policies, name="console-policies"),
    path("console/policies/<slug:name>/", policies.policy_page, name="console-policy"),
    path("console/policies/<slug:name>/new/", policies.new_policy, name="console-policy-new"),
    path("console/worker/", worker.worker, name="console-worker"),
    path("console/worker/<number:pk>/", worker.task_page, name="console-task"),
    path("console/worker/<number:pk>/giving-up/", worker.giving_up, name="console-task-giving-up"),
]
