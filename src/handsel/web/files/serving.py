"""Serving the bytes of a version of a file, once its page has checked who may have them."""

from django.http import FileResponse

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import NotFound, Refusal
from handsel.record.files import open_stored
from handsel.record.models import StoredFile
from handsel.record.previews import page_of
from handsel.web.base.downloads import Attachment
from handsel.web.base.sandbox import sandboxed
from handsel.web.files.presentation import FileView


class BeingChecked(Refusal):
    """A file that the virus scan has not seen yet."""

    what = gettext_noop("This file is being checked for viruses.")
    kept = gettext_noop("You can download it when the check is done, usually in seconds.")
    way_out = gettext_noop("Try again in a moment. If it does not help, contact support.")


class Infected(Refusal):
    """A file that the virus scan found infected."""

    what = gettext_noop("This file is infected: the virus scan found %(finding)s.")
    kept = gettext_noop(
        "It is quarantined and cannot be downloaded. Its entry and fingerprint stay in the record."
    )
    way_out = gettext_noop("Ask for a clean file as a new version.")


def refuse_unchecked(file_view: FileView) -> None:
    """Raise what stands against a download: a virus, or a check that is not done."""
    if file_view.stored.verdict == StoredFile.Verdict.INFECTED:
        raise Infected(finding=file_view.stored.finding)
    if file_view.is_held:
        raise BeingChecked


def download(file_view: FileView) -> FileResponse:
    """The version as an attachment."""
    refuse_unchecked(file_view)
    source = open_stored(file_view.stored.sha256)
    return sandboxed(Attachment(source, file_view.file.name))


def preview(file_view: FileView, page: int) -> FileResponse:
    """A page of the version as a picture."""
    place = page_of(file_view.stored, page)
    if page > file_view.pages or not file_view.pages or not place.exists():
        raise NotFound
    answer = FileResponse(place.open("rb"), content_type="image/webp")
    answer["Cache-Control"] = "private, max-age=3600"
    return sandboxed(answer)
