"""The routes of the API: what it is, signing devices in, and its operations by version."""

from allauth.idp.oidc import views as oidc
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

from handsel.api.auth import DeviceAuth, DeviceThrottle
from handsel.api.errors import add_error_handlers
from handsel.api.oauth import device_code, token
from handsel.api.tracker import amendments, heartbeats, jobs, objects, seeds, segments
from handsel.api.workroom import messages

RATE, PERSON_RATE = "600/m", "1200/m"
"""How many requests one device may send, and all of a person: five times, and ten times, what one sends after
a day without a network."""

api = NinjaAPI(
    title="Handsel",
    version="1",
    description="Times are in UTC, amounts in minor units. Every error has the shape `Error`.",
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    auth=DeviceAuth(),
    throttle=DeviceThrottle(RATE, PERSON_RATE),
)
add_error_handlers(api)
api.add_router("/v1/tracker", jobs.router)
api.add_router("/v1/tracker", heartbeats.router)
api.add_router("/v1/tracker", seeds.router)
api.add_router("/v1/tracker", segments.router)
api.add_router("/v1/tracker", amendments.router)
api.add_router("/v1/tracker", objects.router)
api.add_router("/v1/jobs", messages.router)


@require_safe
def description(_request: HttpRequest) -> JsonResponse:
    """What the API is: every operation, as OpenAPI 3.1."""
    return JsonResponse(api.get_openapi_schema(), json_dumps_params={"indent": 1})


urlpatterns = [
    path("api/", description, name="api-description"),
    path("api/oauth/device/code", device_code, name="oauth-device-code"),
    path("api/oauth/token", token, name="oauth-token"),
    path("api/oauth/revoke", oidc.revoke, name="oauth-revoke"),
    path("api/", api.urls),
]
