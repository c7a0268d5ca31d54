"""Finding people by a part of their name or their email."""

from django.db.models import QuerySet

from handsel.people.models import Person

PEOPLE_SHOWN = 25
WORDS_MAX = 200


def find_people(words: str) -> "QuerySet[Person]":
    """The newest people whose email has these words in it, or, without an @, whose name; no words, none."""
    sought = words.strip()[:WORDS_MAX]
    if not sought:
        return Person.objects.none()
    column = "email" if "@" in sought else "name"
    return Person.objects.filter(**{f"{column}__icontains": sought}).order_by("-joined_at")[:PEOPLE_SHOWN]
