"""Operators who act from the command line."""

from handsel.kernel import clock
from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal
from handsel.people.email_address import normalised_email
from handsel.people.models import Person
from handsel.work.jobs.models import Job


def operator_for(email: str, job: Job) -> Person:
    """The operator with that email; raises `Refusal` if there is none, or they take part in the job."""
    operator = Person.objects.operators(clock.now()).filter(email=normalised_email(email)).first()
    if operator is None:
        raise Refusal(gettext_noop("%(email)s is not an operator of this site."), email=email)
    if Job.objects.of(operator).filter(pk=job.pk).exists():
        raise Refusal(
            gettext_noop("%(email)s takes part in this job; another operator can do it."), email=email
        )
    return operator
