"""The proof of one entry: what was sealed, its place in the log, and whether it still matches."""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render

from handsel.record.log import keys
from handsel.record.log.cosignatures import witnessed
from handsel.record.log.proofs import newest_checkpoint, sealed
from handsel.record.models import Entry, SignedCheckpoint
from handsel.web.base.decorators import AuthenticatedRequest, page
from handsel.web.jobs.header import job_header
from handsel.web.jobs.job_view import JobView, load_job_view
from handsel.web.workroom.timeline import entry_views
from handsel.work.workroom.read_state import entries_of_job
from handsel_verify.entries import sealed_from
from handsel_verify.notes import checkpoint_from, note_from
from handsel_verify.proofs import own_faults


@dataclass(frozen=True)
class Proof:
    """An entry as exported, the checkpoint that covers it, and its faults."""

    entry: dict[str, Any]
    checkpoint: SignedCheckpoint | None
    faults: list[str]


def proof_of(entry: Entry) -> Proof:
    """The proof of an entry against the newest checkpoint, checked as an outsider would."""
    newest = newest_checkpoint()
    (written,) = sealed(Entry.objects.filter(pk=entry.pk), newest)
    sealed_entry = sealed_from(json.dumps(written).encode())
    covering = newest if newest and sealed_entry.place else None
    checkpoint = checkpoint_from(note_from(covering.note).text) if covering else None
    return Proof(written, covering, own_faults(sealed_entry, checkpoint))


@page()
def proof(request: AuthenticatedRequest, number: int, entry: int) -> HttpResponse:
    """What was sealed in an entry, and whether it matches."""
    job_view = load_job_view(request.user, number)
    row = _entry(job_view, entry)
    context = {
        "head": job_header(job_view),
        "row": entry_views(job_view.job, [row])[0],
        "proof": proof_of(row),
    }
    return render(request, f"web/evidence/{'panel' if request.htmx else 'proof'}.html", context)


@page()
def proof_json(request: AuthenticatedRequest, number: int, entry: int) -> HttpResponse:
    """The proof as a file that `handsel-verify entry` reads."""
    entry_proof = proof_of(_entry(load_job_view(request.user, number), entry))
    if entry_proof.checkpoint is None:
        return HttpResponse(status=409)
    content = {
        "entry": entry_proof.entry,
        "checkpoint": witnessed(entry_proof.checkpoint),
        "key": str(keys.signer().key),
    }
    name = f"job-{number}-entry-{entry}.json"
    return JsonResponse(content, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _entry(job_view: JobView, number: int) -> Entry:
    return get_object_or_404(entries_of_job(job_view.job).select_related("content"), number=number)
