"""The settings page: profile, picture, time zone and language."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from handsel.kernel.children import Busy
from handsel.people.models import Person
from handsel.people.pictures import BYTES_MAX, NoPicture, TooLarge, square
from handsel.people.profile import Profile, change_picture, change_profile
from handsel.people.roles import role_field, role_of
from handsel.people.zones import zone_choices
from handsel.record.actions import Actor
from handsel.ui.fields import NoBidiTextField
from handsel.ui.idempotency import key_of
from handsel.ui.long_select import LongSelect


class ProfileForm(forms.Form):
    """The profile of a person."""

    name = NoBidiTextField(
        label=gettext_lazy("Your name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    purpose = role_field()
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), widget=LongSelect)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=lambda: settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = zone_choices(self.initial["time_zone"])  # type: ignore[attr-defined]

    @property
    def profile(self) -> Profile:
        """The submitted profile."""
        cleaned = self.cleaned_data
        return Profile(
            name=cleaned["name"],
            time_zone=cleaned["time_zone"],
            language=cleaned["language"],
            hires=cleaned["purpose"].hires,
            works=cleaned["purpose"].works,
        )


class PictureForm(forms.Form):
    """A picture of the person."""

    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        help_text=gettext_lazy("PNG, JPEG or WebP. Cropped square; hidden data removed."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_picture(self) -> bytes:
        """The picture, cropped for storage."""
        upload = self.cleaned_data["picture"]
        try:
            if upload.size > BYTES_MAX:
                raise TooLarge
            return square(upload.read(), str(self.person.pk))
        except (NoPicture, TooLarge, Busy) as refusal:
            text = refusal.worded(_)
            raise forms.ValidationError(f"{text.what} {text.way_out}") from refusal


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """Show and change the settings."""
    person = _person(request)
    form = ProfileForm(request.POST or None, initial=_initial(person))
    if request.method == "POST" and form.is_valid():
        change_profile(Actor(person.pk, key=key_of(request)), form.profile)
        messages.success(request, _("Settings saved."))
        return redirect("me")
    return _shown(request, form, PictureForm(person))


@login_required
@require_POST
def picture(request: HttpRequest) -> HttpResponse:
    """Upload a picture, or remove it."""
    form = PictureForm(_person(request), request.POST, request.FILES)
    removes = "remove" in request.POST
    if not removes and not form.is_valid():
        return _shown(request, ProfileForm(initial=_initial(_person(request))), form)
    by = Actor(_person(request).pk, key=key_of(request))
    change_picture(by, None if removes else form.cleaned_data["picture"])
    messages.success(request, _("Your initials are shown now.") if removes else _("Picture saved."))
    return redirect("me")


def _shown(request: HttpRequest, form: ProfileForm, picture_form: PictureForm) -> HttpResponse:
    status = 422 if form.errors or picture_form.errors else 200
    return render(request, "web/account/me.html", {"form": form, "picture_form": picture_form}, status=status)


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


def _initial(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "purpose": role_of(hires=person.hires, works=person.works).value,
        "time_zone": person.time_zone,
        "language": person.language,
    }
