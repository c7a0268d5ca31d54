"""The sample jobs, most at a fixed price and some by the hour, each with its story and start."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from handsel.config.sample import disagreements, hourly, hourly_reviews, stories
from handsel.config.sample.hourly import HourlyScript, Hours
from handsel.config.sample.job_script import JobScript
from handsel.config.sample.timeline import Story
from handsel.people.models import Person
from handsel.policy.rules import DEFAULT_POLICY
from handsel.work.hours.hourly_terms import WorkView

SampleJob = tuple[str, str, str, list[tuple[str, int]] | Hours, Callable[[Any], Story], float]
"""Client, freelancer, title, milestones in dollars or hours, story, and how many days ago it began."""

TOURS = [
    ("Discovery and prototype", 1600),
    ("Calendar and payments", 3200),
    ("Staff rota", 2880),
    ("Launch", 1920),
]
SEEDS = [("Catalogue import and index", 1350), ("Filters by zone and season", 2250), ("Growers’ notes", 1650)]
POSTERS = [("Sketches in three languages", 600), ("Print-ready files", 1400)]
PLATES = [("Field guide plates, spring", 900), ("Field guide plates, autumn", 1500)]
ONE = [("The whole of it", 1150)]
TWO = [("First half", 800), ("Second half", 950)]

UNHURRIED = "strict-eu"
"""The policy of the hourly jobs: its review is so long that last week is in review on any day."""

TIMED_JOB = "Star catalogue upkeep"
"""The hourly job on which a timer runs as the sample is done."""

SAMPLE_JOBS: tuple[SampleJob, ...] = (
    ("Ada", "Ben", "Booking system for night tours", TOURS, stories.is_in_review, 11),
    ("Ada", "Ben", "Seed catalogue search", SEEDS, stories.changes_course, 19),
    ("Ada", "Mireille", "Star map posters", POSTERS, stories.needs_changes, 14),
    ("Ada", "Ben", "Volunteer sign-up forms", TWO, stories.goes_well, 150),
    ("Ada", "Ifeoma", "Telescope archive upkeep", TWO, stories.goes_well, 120),
    ("Ada", "Ben", "Membership letters", ONE, stories.is_talked_over, 3),
    (
        "Ada",
        "Teodor",
        "Night-sky audio guide",
        [("Script", 900), ("Recording", 1400)],
        stories.waits_for_an_answer,
        4,
    ),
    ("Ada", "Ben", "Dome signage in two languages", ONE, partial(stories.is_split, accepted=False), 17),
    ("Ada", "Mireille", "Annual report layout", TWO, stories.waits_for_funding, 5),
    ("Ada", "Ben", "Ticket office handbook", TWO, stories.asks_a_refund, 9),
    ("Ruth", "Ben", "Growers’ newsletter", TWO, stories.goes_well, 140),
    ("Ruth", "Ben", "Field guide plates", PLATES, stories.goes_well, 110),
    ("Ruth", "Ben", "Packet label templates", ONE, stories.is_slow, 38),
    ("Ruth", "Mireille", "Spring catalogue cover", ONE, stories.releases_itself, 60),
    ("Ruth", "Ifeoma", "Stock list clean-up", TWO, stories.is_ended_by_freelancer, 45),
    ("Ruth", "Ben", "Shop photographs", ONE, stories.waits_for_an_answer, 2),
    ("Ruth", "Teodor", "Harvest calendar", TWO, stories.is_released_in_part, 13),
    ("Ruth", "Ifeoma", "Greenhouse rota", ONE, stories.is_declined, 25),
    ("Sunniva", "Ben", "Observatory open day site", TWO, stories.goes_well, 95),
    ("Sunniva", "Mireille", "Aurora exhibition panels", POSTERS, stories.is_ended_by_client, 40),
    ("Sunniva", "Ben", "Opening hours widget", ONE, stories.is_ended_by_client, 13),
    ("Sunniva", "Ifeoma", "Visitor survey", ONE, partial(stories.is_split, accepted=True), 50),
    ("Sunniva", "Teodor", "Radio play about the moon", TWO, stories.goes_well, 85),
    ("Sunniva", "Mireille", "Children’s activity sheets", TWO, stories.gives_back, 30),
    ("Sunniva", "Ben", "Accessible ticket page", ONE, stories.waits_for_an_answer, 40),
    ("Sunniva", "Ifeoma", "Guest book archive", TWO, disagreements.is_reported, 12),
    ("Teodor", "Mireille", "Album sleeve", POSTERS, stories.goes_well, 75),
    ("Teodor", "Ben", "Band site", TWO, stories.is_slow, 36),
    ("Teodor", "Ifeoma", "Lyric transcripts", ONE, disagreements.is_claimed, 17),
    ("Teodor", "Ben", "Tour poster", ONE, stories.is_talked_over, 6),
    ("Ada", "Ben", TIMED_JOB, Hours(48, 10, -2), hourly.is_worked_weekly, 25),
    ("Teodor", "Ifeoma", "Lyric archive", Hours(60, 20, -1), hourly.runs_short, 18),
    ("Ruth", "Mireille", "Seed packet drawings", Hours(55, 12, 1), hourly.is_negotiated, 2),
    ("Ruth", "Ben", "Herbarium scans", Hours(40, 15, -1, work_view=WorkView.OFFERED), hourly.is_tracked, 18),
    ("Sunniva", "Mireille", "Programme notes", Hours(45, 8, -1), hourly.is_reopened, 18),
    ("Ada", "Ben", "Signs for the museum path", TWO, disagreements.is_disputed, 14),
    ("Ruth", "Mireille", "Herb garden labels", ONE, disagreements.is_settled_sealed, 24),
    ("Ruth", "Ben", "Rules of the plant swap", TWO, disagreements.is_decided, 24),
    ("Ada", "Mireille", "Captions by the hour", Hours(50, 8, -3), disagreements.is_disputed_by_the_hour, 32),
    (
        "Sunniva",
        "Ifeoma",
        "Texts for the tour app",
        Hours(42, 10, -3),
        hourly_reviews.is_rejected_in_part,
        32,
    ),
    ("Ruth", "Teodor", "Voices for the garden walk", Hours(38, 6, -2), hourly_reviews.is_held_back, 25),
    ("Ada", "Teodor", "Sound checks", Hours(52, 5, -2, auto_fund=False), hourly_reviews.is_paid_late, 25),
    ("Sunniva", "Teodor", "Door counter data", Hours(44, 6, -1), hourly_reviews.is_paused, 18),
    ("Ruth", "Teodor", "Archive of seed lists", Hours(40, 9, -3), hourly_reviews.is_over, 32),
)


def script_for(cast: dict[str, Person], sample_job: SampleJob, monday: date) -> JobScript:
    """One job of the sample with its people; `monday` begins the week of the present.

    Sunniva's jobs run on the quicker policy; hourly ones give more days to look at a timesheet.
    """
    client, freelancer, title, offer, _, _ = sample_job
    people = cast[client], cast[freelancer]
    if isinstance(offer, Hours):
        words = f"{title}, a few hours each week, as we talked about."
        return HourlyScript(*people, title, words, [], UNHURRIED, None, monday=monday, hours=offer)
    words = f"{title}, as we talked about. The milestones say what is due when, and what counts as done."
    policy, days = ("fast", 7) if client == "Sunniva" else (DEFAULT_POLICY, 14)
    return JobScript(*people, title, words, offer, policy, days)
