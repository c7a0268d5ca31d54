"""Finding people by a part of their name or email."""

from django.db.models import Q, QuerySet

from handsel.people.models import Person

PEOPLE_SHOWN = 25
WORDS_MAX = 200


def find_people(words: str) -> "QuerySet[Person]":
    """Some people whose name or email has these words in it; none for no words.

    By their key, so that the database stops at the last one that is shown.
    """
    sought = words.strip()[:WORDS_MAX]
    if not sought:
        return Person.objects.none()
    matches = Q(name__icontains=sought) | Q(email__icontains=sought)
    return Person.objects.filter(matches).order_by("-pk")[:PEOPLE_SHOWN]
