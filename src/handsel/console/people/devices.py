"""An operator disconnects a device with the Tracker, for a reason that both records keep."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from handsel.console.acting import on_house_chain
from handsel.console.entries import DEVICE_DISCONNECTED
from handsel.console.people.acts import NothingToEnd, OwnSignIn
from handsel.devices.enrolment import revoke_as_operator
from handsel.devices.models import Device
from handsel.kernel.json import Facts
from handsel.people.models import Person
from handsel.record.actions import ActionContext, Actor, perform
from handsel.web.base.page_forms import PageForm, Reason


class DisconnectionForm(PageForm):
    """Which connected device of a person, and why."""

    device = forms.ModelChoiceField(
        label=gettext_lazy("Device"), queryset=Device.objects.none(), empty_label=None
    )
    reason = Reason(label=gettext_lazy("Reason"))

    def __init__(self, person: Person, data: QueryDict | None = None) -> None:
        super().__init__("disconnection", data)
        field = self.fields["device"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Device.objects.filter(person=person).active().order_by("enrolled_at")


def disconnect(actor: Actor, device: Device, *, reason: str) -> None:
    """Disconnect a device of another person: it gets no answer from now on, and its person is told.

    Raises `OwnSignIn` for the operator's own, and `NothingToEnd` if it is disconnected already.
    """
    if actor.id == device.person_id:
        raise OwnSignIn

    def body(context: ActionContext) -> Facts:
        if not Device.objects.filter(pk=device.pk).active().exists():
            raise NothingToEnd
        revoke_as_operator(Actor(context.actor.id, context.at), device, reason=reason)
        return {**request, "name": device.name}

    request = {"person": str(device.person_id), "device": str(device.pk), "reason": reason}
    perform(on_house_chain(DEVICE_DISCONNECTED, request), actor, body)
