"""What is wrong in a form that was refused."""

from typing import Any

from django import forms
from django.template import engines

from handsel.ui.form_faults import FormFault, form_faults


class To(forms.Form):
    email = forms.EmailField()
    token = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        if self.cleaned_data.get("email") == "a@example.org":
            self.add_error(None, "Not yourself.")


class Part(forms.Form):
    name = forms.CharField()

    @property
    def row_name(self) -> str:
        return f"Part {self.prefix}"


Parts = forms.formset_factory(Part, min_num=2, validate_min=True)


def parts(*names: str) -> Any:
    fields = {f"p-{place}-name": name for place, name in enumerate(names)}
    return Parts({"p-TOTAL_FORMS": len(names), "p-INITIAL_FORMS": len(names), **fields}, prefix="p")


def test_every_part_of_a_form_tells_what_is_wrong_in_it() -> None:
    faults = form_faults(To({"email": "x", "token": "y"}), "", parts("a", "", ""))
    assert faults.all == [
        FormFault("Enter a valid email address.", "Email", "#id_email"),
        FormFault("Enter a whole number."),
        FormFault("This field is required.", "Part p-1, Name", "#id_p-1-name"),
        FormFault("This field is required.", "Part p-2, Name", "#id_p-2-name"),
    ]
    assert faults.is_in_fields


def test_what_is_wrong_in_no_field_is_told_without_a_link() -> None:
    faults = form_faults(To({"email": "a@example.org"}), parts("a"))
    assert [fault.error for fault in faults.all] == ["Not yourself.", "Please submit at least 2 forms."]
    assert not faults.is_in_fields


def test_what_was_not_sent_is_not_wrong() -> None:
    assert form_faults(To(), Parts(prefix="p")).all == []


def test_the_summary_counts_the_faults_of_all_parts() -> None:
    page = engines["django"].from_string(
        '{% include "ui/parts/errors.html" with lead_form=to row_forms=rows %}'
    )
    html = page.render({"to": To({"email": "x"}), "rows": parts("a", "")})
    assert "Please fix 2 things" in html
    assert '<a href="#id_p-1-name">Part p-1, Name: This field is required.</a>' in html


def test_a_list_of_forms_is_a_part_too() -> None:
    faults = form_faults([Part({"name": ""}, prefix="a"), Part({"b-name": "x"}, prefix="b")])
    assert [fault.field for fault in faults.all] == ["Part a, Name"]
