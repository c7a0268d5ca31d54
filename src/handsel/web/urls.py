"""The routes of all pages."""

from django.urls import include, path

from handsel.web.account import calendar_feed, devices, inbox, mail_settings, mailbox, my_data
from handsel.web.billing import acts, bonus, ending, payment_refund, release_preview
from handsel.web.billing import views as billing
from handsel.web.evidence import bundle, log, proof
from handsel.web.exits import views as exits
from handsel.web.files import tus
from handsel.web.files import views as files
from handsel.web.help import views as help_pages
from handsel.web.home import views as home
from handsel.web.hours import (
    all_sheets,
    block_answers,
    changing,
    importing,
    pausing,
    reopening,
    sheet_files,
    sheets,
    timer,
    week_acts,
)
from handsel.web.hours import views as hours
from handsel.web.hours.shots import pictures
from handsel.web.hours.shots.deletion import deletion
from handsel.web.hours.shots.views import work_view
from handsel.web.money import invoice_pdf, statements, wallet
from handsel.web.money import views as money
from handsel.web.reports import drafting
from handsel.web.reports import views as reports
from handsel.web.search import palette
from handsel.web.search import views as search
from handsel.web.terms import answers, award
from handsel.web.terms import views as terms
from handsel.web.workroom import live, opened
from handsel.web.workroom import views as workroom

urlpatterns = [
    path("", home.home, name="home"),
    path("help/", help_pages.index, name="help"),
    path("help/<slug:slug>/", help_pages.topic, name="help-topic"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/bell/", inbox.bell, name="inbox-bell"),
    path("inbox/read/", inbox.mark_all_read, name="inbox-read"),
    path("inbox/<number:pk>/", inbox.open_notice, name="notice"),
    path("me/mail/", mail_settings.mailing, name="my-mail"),
    path("me/mail/retry/", mail_settings.retrying, name="mail-retry"),
    path("me/data/", my_data.my_data, name="my-data"),
    path("me/data/removal/", my_data.removal, name="my-data-removal"),
    path("me/data/archive.zip", my_data.archive, name="my-data-archive"),
    path("me/devices/", devices.devices, name="devices"),
    path("me/devices/<uuid:pk>/name/", devices.renaming, name="device-name"),
    path("me/devices/<uuid:pk>/revocation/", devices.revocation, name="device-revocation"),
    path("device/", include((devices.APPROVAL, "idp"))),
    path("", include("handsel.web.conduct.urls")),
    path("me/calendar/", calendar_feed.my_calendar, name="my-calendar"),
    path("calendar/<str:token>.ics", calendar_feed.feed, name="calendar-feed"),
    path("jobs/", home.jobs, name="jobs"),
    path("jobs/award/", award.award, name="award"),
    path("invitations/<uuid:token>/", award.invitation, name="invitation"),
    path("invitations/never/<str:token>/", award.no_invitations, name="no-invitations"),
    path("jobs/<number:number>/", workroom.workroom, name="workroom"),
    path("jobs/<number:number>/files/<number:pk>/", files.file_page, name="file"),
    path("jobs/<number:number>/files/<number:pk>/download/", files.job_file, name="job-file"),
    path(
        "jobs/<number:number>/files/<number:pk>/pages/<number:page>/",
        files.file_preview,
        name="file-preview",
    ),
    path("jobs/<number:number>/opened/", opened.opened_job, name="opened-job"),
    path("jobs/<number:number>/news/", live.news, name="room-news"),
    path("jobs/<number:number>/reading/", live.reading, name="room-reading"),
    path("jobs/<number:number>/evidence.zip", bundle.evidence, name="evidence"),
    path("jobs/<number:number>/entries/<number:entry>/proof/", proof.proof, name="proof"),
    path("jobs/<number:number>/entries/<number:entry>/proof.json", proof.proof_json, name="proof-json"),
    path("uploads/jobs/<number:number>/", tus.creation, name="upload-creation"),
    path("uploads/<uuid:pk>/", tus.upload, name="upload"),
    path("jobs/<number:number>/terms/", terms.terms, name="terms"),
    path("jobs/<number:number>/terms/<number:version>/agreement/", answers.agreement, name="agreement"),
    path("jobs/<number:number>/terms/<number:version>/declining/", answers.declining, name="declining"),
    path("jobs/<number:number>/terms/<number:version>/withdrawal/", answers.withdrawal, name="withdrawal"),
    path("jobs/<number:number>/declining/", answers.job_declining, name="job-declining"),
    path("jobs/<number:number>/withdrawal/", answers.award_withdrawal, name="award-withdrawal"),
    path("jobs/<number:number>/reports/", reports.reports, name="reports"),
    path("jobs/<number:number>/reports/draft/", drafting.draft, name="report-draft"),
    path("jobs/<number:number>/billing/", billing.billing, name="job-billing"),
    path("", include("handsel.web.disputes.urls")),
    path("jobs/<number:number>/funding/", acts.fund, name="fund"),
    path("jobs/<number:number>/ending/", ending.ending, name="ending"),
    path("jobs/<number:number>/exit/", exits.exit_page, name="exit"),
    path("exits/<number:pk>/<slug:answer>/", exits.exit_answer, name="exit-answer"),
    path("jobs/<number:number>/objection/", ending.objection, name="objection"),
    path("jobs/<number:number>/time/", hours.time_page, name="time"),
    path("jobs/<number:number>/work-view/", work_view, name="work-view"),
    path("jobs/<number:number>/work-view/<number:pk>/", pictures.shot, name="shot"),
    path("jobs/<number:number>/work-view/<number:pk>/thumbnail/", pictures.thumbnail, name="shot-thumbnail"),
    path("jobs/<number:number>/work-view/<number:pk>/deletion/", deletion, name="shot-deletion"),
    path("jobs/<number:number>/time/import/", importing.import_page, name="time-import"),
    path("jobs/<number:number>/timer/", timer.start, name="timer-start"),
    path("jobs/<number:number>/pause/", pausing.pause, name="job-pause"),
    path("jobs/<number:number>/resumption/", pausing.resumption, name="job-resumption"),
    path("timer/", timer.timer, name="timer"),
    path("timer/stop/", timer.stop, name="timer-stop"),
    path("time/<number:pk>/", changing.change, name="time-change"),
    path("time/<number:pk>/move/", changing.move, name="time-move"),
    path("time/<number:pk>/removal/", changing.removal, name="time-removal"),
    path("jobs/<number:number>/timesheet/", sheets.timesheet, name="timesheet"),
    path("timesheets/", all_sheets.timesheets, name="timesheets"),
    path("weeks/<number:pk>/timesheet.csv", sheet_files.sheet_csv, name="sheet-csv"),
    path("weeks/<number:pk>/timesheet.pdf", sheet_files.sheet_pdf, name="sheet-pdf"),
    path("weeks/<number:pk>/submission/", sheets.submission, name="sheet-submission"),
    path("weeks/<number:pk>/hold/", week_acts.hold, name="sheet-hold"),
    path("weeks/<number:pk>/nothing/", week_acts.nothing, name="sheet-nothing"),
    path("weeks/<number:pk>/hint/", week_acts.dismiss_hint, name="week-hint"),
    path("weeks/<number:pk>/approval/", sheets.approval, name="sheet-approval"),
    path("weeks/<number:pk>/blocks/<slug:name>/", block_answers.blocks, name="sheet-blocks"),
    path("weeks/<number:pk>/reopening/", reopening.reopening, name="sheet-reopening"),
    path(
        "weeks/<number:pk>/reopening/<slug:name>/",
        reopening.reopening_answer,
        name="sheet-reopening-answer",
    ),
    path("weeks/<number:pk>/payment/", sheets.payment, name="sheet-payment"),
    path("weeks/<number:pk>/fund/", acts.fund_week, name="fund-week"),
    path("jobs/<number:number>/bonus/", bonus.bonus, name="bonus"),
    path("milestones/<number:pk>/release/", acts.release_page, name="release"),
    path("milestones/<number:pk>/release/figures/", release_preview.figures, name="release-figures"),
    path("milestones/<number:pk>/changes/", acts.changes, name="changes"),
    path("milestones/<number:pk>/refund/", acts.refund, name="refund"),
    path("milestones/<number:pk>/refund-request/", acts.refund_request, name="refund-request"),
    path("milestones/<number:pk>/split/", acts.split, name="split"),
    path("refund-requests/<number:pk>/<slug:answer>/", acts.refund_answer, name="refund-answer"),
    path("splits/<number:pk>/<slug:answer>/", acts.split_answer, name="split-answer"),
    path("log/", log.log, name="log"),
    path("log/checkpoint", log.checkpoint, name="log-checkpoint"),
    path("log/key", log.key, name="log-key"),
    path("log/tile/<path:path>", log.tile, name="log-tile"),
    path("log/consistency/<number:old>/<number:new>.json", log.consistency, name="log-consistency"),
    path("verify/", log.verify, name="verify"),
    path("search/", search.search, name="search"),
    path("search/palette.json", palette.palette, name="palette"),
    path("money/", money.money, name="money"),
    path("money/letterhead/", money.letterhead, name="letterhead"),
    path("money/record/", money.my_record, name="my-record"),
    path("money/wallet/", wallet.wallet, name="wallet"),
    path("money/earnings/", wallet.earnings, name="earnings"),
    path("money/repayment/", wallet.repayment, name="repayment"),
    path("money/withdrawal/<slug:kind>/", wallet.withdrawal, name="withdrawal-of-money"),
    path(
        "money/statements/<slug:kind>/<str:currency>/<number:year>-<number:month>/",
        statements.statement,
        name="statement",
    ),
    path(
        "money/statements/<slug:kind>/<str:currency>/<number:year>-<number:month>.csv",
        statements.statement_csv,
        name="statement-csv",
    ),
    path("invoices/<uuid:pk>/", money.invoice, name="invoice"),
    path("invoices/<uuid:pk>/refund/", payment_refund.payment_refund, name="payment-refund"),
    path("invoices/<uuid:pk>/refund/figures/", payment_refund.figures, name="payment-refund-figures"),
    path("invoices/<uuid:pk>.pdf", invoice_pdf.invoice_pdf, name="invoice-pdf"),
    path("mail/", mailbox.mailbox, name="mailbox"),
    path("mail/<str:name>/", mailbox.mail, name="letter"),
]
