"""Finding people by a part of their name or email."""

from django.db.models import Q, QuerySet

from handsel.people.models import Person

PEOPLE_SHOWN = 50
WORDS_MAX = 200


def find_people(words: str) -> "QuerySet[Person]":
    """The first people whose name or email has these words in it, the newest first; none for no words."""
    sought = words.strip()[:WORDS_MAX]
    if not sought:
        return Person.objects.none()
    matches = Q(name__icontains=sought) | Q(email__icontains=sought)
    return Person.objects.filter(matches).order_by("-joined_at")[:PEOPLE_SHOWN]
