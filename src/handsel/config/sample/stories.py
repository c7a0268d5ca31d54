"""Stories of the sample jobs, from the award to the present."""

from handsel.config.sample.job_script import JobScript
from handsel.config.sample.timeline import Story, days
from handsel.kernel.money import Money
from handsel.work.milestones.models import SplitProposal
from handsel.work.milestones.refunds import ask_refund, refund
from handsel.work.milestones.release import ask_for_changes
from handsel.work.milestones.splits import accept_split, propose_split
from handsel.work.terms.award import decline_job
from handsel.work.terms.ending import end_job


def begins(script: JobScript) -> Story:
    """Awarded, talked over, agreed, and its first milestone funded."""
    script.awards("Glad you have time for this. Here is what we had in mind.")
    yield days(0.1)
    script.says(script.freelancer, "Thank you! I have read the terms. One question: who supplies the texts?")
    yield days(0.12)
    script.says(script.client, "We do, in the first week.", {"texts-outline.txt": b"Outline of the texts\n"})
    yield days(0.9)
    script.agrees(script.freelancer)
    yield days(0.1)
    script.funds(1)


def goes_well(script: JobScript) -> Story:
    """Each milestone funded, reported, delivered and released, to the end."""
    yield from begins(script)
    for position in range(1, len(script.parts) + 1):
        if position > 1:
            script.funds(position)
        yield days(4)
        script.reports("The groundwork is laid.", plans="The main part.", percents={position: 40})
        yield days(7)
        script.says(
            script.freelancer, "A first look at it, rough at the edges.", {"preview.txt": b"A preview\n"}
        )
        yield days(1)
        script.says(script.client, "This is going the right way. The second page is my favourite.")
        yield days(2)
        script.reports("It is done, and tested.", percents={position: 100})
        yield days(3)
        script.releases(position)
        yield days(1)


def releases_itself(script: JobScript) -> Story:
    """Delivered and never answered: released automatically."""
    yield from begins(script)
    yield days(5)
    script.reports("Everything is in the Workroom.", percents={1: 100})
    yield days(40)


def is_slow(script: JobScript) -> Story:
    """Work goes on, with one week late."""
    yield from begins(script)
    yield days(5)
    script.reports(
        "Slow start: the data came late.", issues="I still need the opening hours.", percents={1: 15}
    )
    yield days(13)
    script.reports("Caught up.", plans="Finish the first part.", percents={1: 60})
    yield days(7)
    script.reports("Nearly there.", percents={1: 85})
    yield days(7)
    script.reports("A few corners left.", percents={1: 90})


def is_in_review(script: JobScript) -> Story:
    """Delivered, and waiting for the client."""
    yield from begins(script)
    yield days(3)
    script.reports("Half of it stands.", plans="The rest.", percents={1: 55})
    yield days(6)
    script.reports("Done. Please look at the second page most of all.", percents={1: 100})


def needs_changes(script: JobScript) -> Story:
    """Delivered, sent back with a reason, and being worked on."""
    yield from is_in_review(script)
    yield days(2)
    ask_for_changes(script.as_client, script.milestone(1), reason="The search finds nothing in Norwegian.")
    yield days(0.5)
    script.says(script.freelancer, "You are right, I had only tested English. Mending it now.")


def is_released_in_part(script: JobScript) -> Story:
    """Half released, the rest waits in escrow under the same milestone."""
    yield from is_in_review(script)
    yield days(2)
    script.releases(1, script.parts[0][1] // 2)


def waits_for_an_answer(script: JobScript) -> Story:
    """Awarded, and not yet answered."""
    script.awards("I would love to have you on this.")
    yield days(30)


def is_talked_over(script: JobScript) -> Story:
    """Awarded, and answered with another version."""
    script.awards()
    yield days(1)
    dearer = [(name, dollars + 150) for name, dollars in script.parts]
    terms = script.terms(dearer, "Faults reported within 14 days of launch are mended at no cost.")
    script.proposes(
        script.freelancer, terms, "Two languages take longer than one; hence a little more for each part."
    )


def is_declined(script: JobScript) -> Story:
    """Awarded, and turned down."""
    script.awards()
    yield days(2)
    decline_job(script.as_freelancer, script.job, reason="I am booked until spring.")


def changes_course(script: JobScript) -> Story:
    """A change proposed after work began, and agreed; then another that waits."""
    yield from begins(script)
    yield days(5)
    script.reports("Underway.", percents={1: 30})
    yield days(1)
    cheaper = [(script.parts[0][0], script.parts[0][1] - 100), *script.parts[1:]]
    script.proposes(script.client, script.terms(cheaper), "The soil data turned out simpler than we feared.")
    yield days(1)
    script.agrees(script.freelancer)
    yield days(6)
    script.reports("On the new plan.", percents={1: 55})
    yield days(2)
    more = [*cheaper, ("A printed guide", 400)]
    script.proposes(
        script.freelancer, script.terms(more), "You asked for a printed guide; here it is as a milestone."
    )


def is_ended_by_client(script: JobScript) -> Story:
    """Ended by the client: what is held returns unless the freelancer delivers or objects."""
    yield from begins(script)
    yield days(6)
    script.reports("A slow week.", percents={1: 10})
    yield days(3)
    end_job(script.as_client, script.job, reason="The exhibition was called off.")
    yield days(30)


def is_ended_by_freelancer(script: JobScript) -> Story:
    """Ended by the freelancer: what is held returns at once."""
    yield from begins(script)
    yield days(4)
    end_job(script.as_freelancer, script.job, reason="I have fallen ill and cannot do this justice.")


def asks_a_refund(script: JobScript) -> Story:
    """The client asks for a part back."""
    yield from begins(script)
    yield days(4)
    script.reports("The first sketches.", percents={1: 20})
    yield days(2)
    amount = Money(script.parts[0][1] * 25, "USD")
    ask_refund(script.as_client, script.milestone(1), amount=amount, reason="We print one poster less.")


def gives_back(script: JobScript) -> Story:
    """The freelancer returns a part at once, and is paid the rest."""
    yield from begins(script)
    yield days(5)
    refund(script.as_freelancer, script.milestone(1), amount=Money(script.parts[0][1] * 20, "USD"))
    script.says(script.freelancer, "It took me less time than I thought, so a fifth goes back to you.")
    yield days(2)
    script.reports("Done.", percents={1: 100})
    yield days(2)
    script.releases(1)


def is_split(script: JobScript, *, accepted: bool) -> Story:
    """A split is proposed, and perhaps accepted."""
    yield from is_in_review(script)
    yield days(4)
    half = Money(script.parts[0][1] * 60, "USD")
    propose_split(
        script.as_client,
        script.milestone(1),
        to_freelancer=half,
        reason="Two of three posters are usable.",
    )
    yield days(1)
    if accepted:
        split = SplitProposal.objects.get(milestone=script.milestone(1), state="open")
        accept_split(script.as_freelancer, split)


def waits_for_funding(script: JobScript) -> Story:
    """Agreed, and nothing funded yet."""
    script.awards()
    yield days(1)
    script.agrees(script.freelancer)
