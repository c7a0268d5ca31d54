"""The picture of a person, for signed-in people."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from handsel.people.models import Person
from handsel.record.files import open_stored

A_YEAR = 365 * 24 * 60 * 60


@login_required
@require_safe
def avatar(request: HttpRequest, person: UUID) -> FileResponse:
    """The picture. Its URL changes with it, so it may be cached."""
    shown = get_object_or_404(Person.objects.exclude(avatar=""), pk=person)
    headers = {"Cache-Control": f"private, max-age={A_YEAR}, immutable"}
    return FileResponse(open_stored(shown.avatar), content_type="image/webp", headers=headers)
