"""Stories of the sample jobs, from the award to the present."""

from datetime import timedelta

from handsel.config.sample.job_script import JobScript
from handsel.config.sample.timeline import Story
from handsel.kernel.money import Money
from handsel.record.actions import Actor
from handsel.work.milestones.models import SplitProposal
from handsel.work.milestones.refunds import ask_refund, refund
from handsel.work.milestones.release import ask_for_changes
from handsel.work.milestones.splits import accept_split, propose_split
from handsel.work.terms.award import decline_job
from handsel.work.terms.ending import end_job


def days(number: float) -> timedelta:
    """So many days."""
    return timedelta(days=number)


def begins(gig: JobScript) -> Story:
    """Awarded, talked over, agreed, and its first milestone funded."""
    gig.awards("Glad you have time for this. Here is what we had in mind.")
    yield days(0.1)
    gig.says(gig.freelancer, "Thank you! I have read the terms. One question: who supplies the texts?")
    yield days(0.12)
    gig.says(gig.client, "We do, in the first week.", {"texts-outline.txt": b"Outline of the texts\n"})
    yield days(0.9)
    gig.agrees(gig.freelancer)
    yield days(0.1)
    gig.funds(1)


def goes_well(gig: JobScript) -> Story:
    """Each milestone funded, reported, delivered and released, to the end."""
    yield from begins(gig)
    for position in range(1, len(gig.parts) + 1):
        if position > 1:
            gig.funds(position)
        yield days(4)
        gig.reports("The groundwork is laid.", plans="The main part.", percents={position: 40})
        yield days(7)
        gig.says(gig.freelancer, "A first look at it, rough at the edges.", {"preview.txt": b"A preview\n"})
        yield days(1)
        gig.says(gig.client, "This is going the right way. The second page is my favourite.")
        yield days(2)
        gig.reports("It is done, and tested.", percents={position: 100})
        yield days(3)
        gig.releases(position)
        yield days(1)


def releases_itself(gig: JobScript) -> Story:
    """Delivered and never answered: released automatically."""
    yield from begins(gig)
    yield days(5)
    gig.reports("Everything is in the Workroom.", percents={1: 100})
    yield days(40)


def is_slow(gig: JobScript) -> Story:
    """Work goes on, with one week late."""
    yield from begins(gig)
    yield days(5)
    gig.reports("Slow start: the data came late.", issues="I still need the opening hours.", percents={1: 15})
    yield days(13)
    gig.reports("Caught up.", plans="Finish the first part.", percents={1: 60})
    yield days(7)
    gig.reports("Nearly there.", percents={1: 85})
    yield days(7)
    gig.reports("A few corners left.", percents={1: 90})


def is_in_review(gig: JobScript) -> Story:
    """Delivered, and waiting for the client."""
    yield from begins(gig)
    yield days(3)
    gig.reports("Half of it stands.", plans="The rest.", percents={1: 55})
    yield days(6)
    gig.reports("Done. Please look at the second page most of all.", percents={1: 100})


def needs_changes(gig: JobScript) -> Story:
    """Delivered, sent back with a reason, and being worked on."""
    yield from is_in_review(gig)
    yield days(2)
    ask_for_changes(Actor(gig.client.pk), gig.milestone(1), reason="The search finds nothing in Norwegian.")
    yield days(0.5)
    gig.says(gig.freelancer, "You are right, I had only tested English. Mending it now.")


def is_released_in_part(gig: JobScript) -> Story:
    """Half released, the rest waits in escrow under the same milestone."""
    yield from is_in_review(gig)
    yield days(2)
    gig.releases(1, gig.parts[0][1] // 2)


def waits_for_an_answer(gig: JobScript) -> Story:
    """Awarded, and not yet answered."""
    gig.awards("I would love to have you on this.")
    yield days(30)


def is_talked_over(gig: JobScript) -> Story:
    """Awarded, and answered with another version."""
    gig.awards()
    yield days(1)
    dearer = [(name, dollars + 150) for name, dollars in gig.parts]
    terms = gig.terms(dearer, "Faults reported within 14 days of launch are mended at no cost.")
    gig.proposes(
        gig.freelancer, terms, "Two languages take longer than one; hence a little more for each part."
    )


def is_declined(gig: JobScript) -> Story:
    """Awarded, and turned down."""
    gig.awards()
    yield days(2)
    decline_job(Actor(gig.freelancer.pk), gig.job, reason="I am booked until spring.")


def changes_course(gig: JobScript) -> Story:
    """A change proposed after work began, and agreed; then another that waits."""
    yield from begins(gig)
    yield days(5)
    gig.reports("Underway.", percents={1: 30})
    yield days(1)
    cheaper = [(gig.parts[0][0], gig.parts[0][1] - 100), *gig.parts[1:]]
    gig.proposes(gig.client, gig.terms(cheaper), "The soil data turned out simpler than we feared.")
    yield days(1)
    gig.agrees(gig.freelancer)
    yield days(6)
    gig.reports("On the new plan.", percents={1: 55})
    yield days(2)
    more = [*cheaper, ("A printed guide", 400)]
    gig.proposes(gig.freelancer, gig.terms(more), "You asked for a printed guide; here it is as a milestone.")


def is_ended_by_client(gig: JobScript) -> Story:
    """Ended by the client: what is held returns unless the freelancer delivers or objects."""
    yield from begins(gig)
    yield days(6)
    gig.reports("A slow week.", percents={1: 10})
    yield days(3)
    end_job(Actor(gig.client.pk), gig.job, reason="The exhibition was called off.")
    yield days(30)


def is_ended_by_freelancer(gig: JobScript) -> Story:
    """Ended by the freelancer: what is held returns at once."""
    yield from begins(gig)
    yield days(4)
    end_job(Actor(gig.freelancer.pk), gig.job, reason="I have fallen ill and cannot do this justice.")


def asks_a_refund(gig: JobScript) -> Story:
    """The client asks for a part back."""
    yield from begins(gig)
    yield days(4)
    gig.reports("The first sketches.", percents={1: 20})
    yield days(2)
    amount = Money(gig.parts[0][1] * 25, "USD")
    ask_refund(Actor(gig.client.pk), gig.milestone(1), amount=amount, reason="We print one poster less.")


def gives_back(gig: JobScript) -> Story:
    """The freelancer returns a part at once, and is paid the rest."""
    yield from begins(gig)
    yield days(5)
    refund(Actor(gig.freelancer.pk), gig.milestone(1), amount=Money(gig.parts[0][1] * 20, "USD"))
    gig.says(gig.freelancer, "It took me less time than I thought, so a fifth goes back to you.")
    yield days(2)
    gig.reports("Done.", percents={1: 100})
    yield days(2)
    gig.releases(1)


def is_split(gig: JobScript, *, accepted: bool) -> Story:
    """A split is proposed, and perhaps accepted."""
    yield from is_in_review(gig)
    yield days(4)
    half = Money(gig.parts[0][1] * 60, "USD")
    propose_split(
        Actor(gig.client.pk), gig.milestone(1), to_freelancer=half, reason="Two of three posters are usable."
    )
    yield days(1)
    if accepted:
        split = SplitProposal.objects.get(milestone=gig.milestone(1), state="open")
        accept_split(Actor(gig.freelancer.pk), split)


def waits_for_funding(gig: JobScript) -> Story:
    """Agreed, and nothing funded yet."""
    gig.awards()
    yield days(1)
    gig.agrees(gig.freelancer)
