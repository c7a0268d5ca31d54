"""The page from which an operator opens a job by its number; nothing of any job is shown on it."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.console.access import operator_page
from handsel.web.base.decorators import AuthenticatedRequest
from handsel.work.jobs.models import Job

NUMBER_MAX = 10**12


class JobNumberForm(forms.Form):
    """The number of a job in which the operator takes no part."""

    number = forms.IntegerField(label=gettext_lazy("Job number"), min_value=1, max_value=NUMBER_MAX)

    def __init__(self, request: AuthenticatedRequest) -> None:
        self.person = request.user
        super().__init__(request.GET if "number" in request.GET else None, auto_id="%s")

    def clean_number(self) -> int:
        """Refuse a number that no job has, and a job of the operator."""
        number = int(self.cleaned_data["number"])
        if not Job.objects.filter(pk=number).exists():
            raise forms.ValidationError(_("There is no job {n}.").format(n=number))
        if Job.objects.of(self.person).filter(pk=number).exists():
            raise forms.ValidationError(_("You are a side of this job. Read it in its Workroom."))
        return number


@operator_page()
def jobs(request: AuthenticatedRequest) -> HttpResponse:
    """Ask for the number of a job, and go there."""
    form = JobNumberForm(request)
    if form.is_valid():
        return redirect("opened-job", form.cleaned_data["number"])
    return render(request, "console/jobs/page.html", {"form": form}, status=422 if form.errors else 200)
