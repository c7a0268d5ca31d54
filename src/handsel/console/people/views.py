"""The pages of people: finding one, and helping with a sign-in."""

from dataclasses import dataclass
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from handsel.console.access import operator_page
from handsel.console.people.acts import Help, give_help
from handsel.console.people.conduct import conduct_rows
from handsel.console.people.devices import DisconnectionForm, disconnect
from handsel.console.people.finding import find_people
from handsel.devices.models import Device
from handsel.kernel import clock
from handsel.kernel.refusals import NotFound
from handsel.people.models import Person
from handsel.web.base.decorators import AuthenticatedRequest, actor_of
from handsel.web.base.page_forms import PageForm, ReasonForm, as_sent


@dataclass(frozen=True)
class HelpForm:
    """What can be done for a person, in words, with its form."""

    help: Help
    title: str
    detail: str
    button: str
    form: PageForm


@operator_page()
def people(request: AuthenticatedRequest) -> HttpResponse:
    """The people whose name or email has some words in it."""
    words = request.GET.get("q", "")
    return render(request, "console/people/list.html", {"words": words, "rows": find_people(words)})


@operator_page()
def person_page(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """A person, with their sessions and devices, and what can be done for them."""
    return _shown(request, get_object_or_404(Person, pk=pk), None)


@operator_page("POST")
def helping(request: AuthenticatedRequest, pk: UUID, name: str) -> HttpResponse:
    """Help a person, for a reason."""
    person = get_object_or_404(Person, pk=pk)
    if name not in list(Help):
        raise NotFound
    form = ReasonForm(name, request.POST)
    if not form.is_valid():
        return _shown(request, person, form)
    give_help(actor_of(request), person, Help(name), reason=form.cleaned_data["reason"])
    messages.success(request, _("Done. {name} is told of it by mail.").format(name=person.name))
    return redirect("console-person", pk)


@operator_page("POST")
def disconnection(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """Disconnect a device of a person, for a reason."""
    person = get_object_or_404(Person, pk=pk)
    form = DisconnectionForm(person, request.POST)
    if not form.is_valid():
        return _shown(request, person, form)
    disconnect(actor_of(request), **form.cleaned_data)
    words = _("Disconnected. {name} is told of it by mail.").format(name=person.name)
    messages.success(request, words)
    return redirect("console-person", pk)


def _shown(request: AuthenticatedRequest, person: Person, failed: PageForm | None) -> HttpResponse:
    factors = Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.RECOVERY_CODES)
    devices = list(Device.objects.filter(person=person).order_by("-enrolled_at"))
    is_connected = any(device.revoked_at is None for device in devices)
    context = {
        "person": person,
        "is_own": person.pk == request.user.pk,
        "sessions": list(UserSession.objects.filter(user=person).order_by("-last_seen_at")),
        "devices": devices,
        "disconnection": as_sent(DisconnectionForm(person), failed) if is_connected else None,
        "factors": [factor.get_type_display() for factor in factors],
        "suspended": person.suspension(clock.now()),
        "conduct": conduct_rows(person, request.user),
        "helps": [_help_form(help_kind, failed) for help_kind in Help],
    }
    return render(request, "console/people/person.html", context, status=200 if failed is None else 422)


def _help_form(help_kind: Help, failed: PageForm | None) -> HelpForm:
    words = {
        Help.SESSIONS: (
            _("Sign out everywhere"),
            _("Ends every session in a browser. Devices with the Tracker stay connected."),
            _("End all sessions"),
        ),
        Help.RESET_LINK: (
            _("Send a link to choose a password"),
            _("It goes to the email above. You do not see it. The old password works until then."),
            _("Send the link"),
        ),
        Help.FACTORS: (
            _("Turn off the app and passkeys"),
            _("For someone who lost them. Make sure who they are: after this, the password alone is enough."),
            _("Turn them off"),
        ),
    }
    form = as_sent(ReasonForm(help_kind), failed)
    return HelpForm(help_kind, *words[help_kind], form)
