"""The public log: checkpoints, its key, tiles, and consistency proofs."""

import re
from base64 import b64encode
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from handsel.record.log import keys
from handsel.record.log.cosignatures import witnessed
from handsel.record.log.proofs import newest_checkpoint
from handsel.record.log.writer import folder, tree_of
from handsel.record.models import SignedCheckpoint
from handsel_verify.tree import consistency_proof

CHECKPOINTS_SHOWN = 20
VERIFIED_BYTES_MAX = 256_000_000
"""The largest file that the page reads into a browser's memory."""
SIZE_MAX = 2**63
FOR_EVER = "public, max-age=31536000, immutable"
_TILE = re.compile(r"(entries|[0-9]|[1-5][0-9]|6[0-3])/(x[0-9]{3}/){0,5}[0-9]{3}(\.p/[1-9][0-9]{0,2})?")


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """What the log is, its latest checkpoints, and how anybody can check it."""
    checkpoints = SignedCheckpoint.objects.order_by("-size").prefetch_related("cosignatures")[
        :CHECKPOINTS_SHOWN
    ]
    context = {"checkpoints": list(checkpoints), "key": _key(), "witnesses": settings.WITNESSES.values()}
    return render(request, "web/evidence/log.html", context)


@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest checkpoint, as a signed note, with the signatures of its witnesses."""
    newest = newest_checkpoint()
    if newest is None:
        raise Http404
    return _plain(witnessed(newest))


@require_safe
def key(request: HttpRequest) -> HttpResponse:
    """The public key with which checkpoints and bundles are checked."""
    public_key = _key()
    if public_key is None:
        raise Http404
    return _plain(f"{public_key}\n")


@require_safe
def tile(request: HttpRequest, path: str) -> HttpResponseBase:
    """A tile of hashes, or of leaves; it never changes."""
    place = folder() / path
    if not _TILE.fullmatch(path) or not place.is_file():
        raise Http404
    headers = {"Cache-Control": FOR_EVER}
    return FileResponse(place.open("rb"), content_type="application/octet-stream", headers=headers)


@require_safe
def consistency(request: HttpRequest, old: int, new: int) -> HttpResponse:
    """The proof that a signed log begins with an older one, as `handsel-verify checkpoints` reads it."""
    if not 0 <= old <= new < SIZE_MAX or SignedCheckpoint.objects.filter(size__in=(old, new)).count() != len(
        {old, new}
    ):
        raise Http404
    steps = consistency_proof(tree_of(new).subtree, old, new)
    return JsonResponse({"key": str(_key()), "proof": [b64encode(step).decode() for step in steps]})


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """A page that checks a bundle, a proof or a file in the browser, without sending it."""
    sizes = {"most": VERIFIED_BYTES_MAX, "most_mb": VERIFIED_BYTES_MAX // 1_000_000}
    return render(request, "web/evidence/verify.html", {"key": _key(), **sizes})


def _key() -> Any:
    try:
        return keys.signer().key
    except keys.KeyBroken:
        return None


def _plain(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-cache"})
