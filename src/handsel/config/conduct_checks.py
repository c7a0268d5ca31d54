"""What conduct has to do after an entry: words about payment outside, and a job of who is to be removed.

Words in a file are known after posting.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from handsel.notices.notify import give_notice
from handsel.policy.rules import DetectionMode
from handsel.record.entries import ERASED
from handsel.record.models import Entry
from handsel.record.wording import WORDS_MAX, Wording
from handsel.search.groups import files_of
from handsel.search.models import FileText
from handsel.tasks.models import schedule
from handsel.trust.conduct.flagging import flag, flag_entry
from handsel.trust.conduct.removed_jobs import announce_bound
from handsel.work.exits.agreeing import may_work_elsewhere
from handsel.work.jobs.models import Job
from handsel.work.milestones.entries.reports import SENT
from handsel.work.terms.entries.agreement import AGREED
from handsel.work.workroom.detector.detect import detect
from handsel.work.workroom.detector.kinds import Detection
from handsel.work.workroom.entries import MESSAGE
from handsel.work.workroom.models import JobFile

CHECK_FILE = "conduct.file"
KINDS = (MESSAGE.name, SENT.name, ERASED.name, AGREED.name)
PLAIN = ("", "text", "eml")
"""Kinds of files that are not checked: code and plain text are what people work on, mail is of others."""


def check_entry(subject: str, at: datetime) -> None:
    """After each entry: have its words checked, and have its files checked whose text is known already.

    Of a job that binds, say when it ends, if a side of it is to be removed.
    """
    rows = Entry.objects.filter(pk=UUID(subject), kind__in=KINDS).select_related("chain", "content")
    entry = rows.first()
    if entry is None:
        return
    if entry.kind == AGREED.name:
        if entry.facts["first"]:
            announce_bound(entry, at)
        return
    flag_entry(entry, at)
    if not entry.is_erased:
        brought = [file["file"] for file in files_of(entry.facts)]
        _schedule(JobFile.objects.filter(pk__in=brought, stored__text__isnull=False), at)


def check_read(subject: str, at: datetime) -> None:
    """After a file was read: have every file with its content checked."""
    file = JobFile.objects.filter(pk=int(subject), stored__text__isnull=False).first()
    if file is not None:
        _schedule(JobFile.objects.filter(stored=file.stored_id), at)


def check_file(subject: str, at: datetime) -> None:
    """Tell whoever posted a document what its text reads like, or flag it, as the policy of its job says."""
    file = JobFile.objects.select_related("brought_by").filter(pk=int(subject)).first()
    text = FileText.objects.filter(pk=file.stored_id).exclude(kind__in=PLAIN).first() if file else None
    if file is None or text is None:
        return
    job = Job.objects.with_people().select_related("policy").get(pk=file.job_id)
    mode = job.policy.rules.detection
    # A long text takes seconds, in which nobody else is kept from writing.
    is_free = mode is DetectionMode.OFF or may_work_elsewhere(job)
    detections = [] if is_free else detect(text.text)
    if not detections:
        return
    if mode is DetectionMode.WARN:
        with transaction.atomic():
            _tell_writer(job, file, detections, at)
    else:
        flag(job, Entry.objects.get(pk=file.entry), detections, at, file)


def _tell_writer(job: Job, file: JobFile, detections: list[Detection], at: datetime) -> None:
    person = file.brought_by
    with translation.override(person.language), timezone.override(person.zone):
        title = _("{name} reads like payment outside this site").format(name=file.name)
        reasons = dict.fromkeys(_(row.reason) for row in detections)
        detail = _("Only you are told. Asking for or offering payment outside breaks the rules.")
        quote = " … ".join(row.quoted for row in detections)[:WORDS_MAX]
        wording = Wording(title, " ".join([*reasons, detail]), words=quote)
        give_notice(person, f"file {file.pk} payment outside", wording, job, at)


def _schedule(files: QuerySet[JobFile, Any], at: datetime) -> None:
    for pk in files.values_list("pk", flat=True):
        schedule(CHECK_FILE, pk, at=at)
