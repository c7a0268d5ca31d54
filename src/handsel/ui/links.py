"""The addresses of entries, the same wherever a page, a notice or a mail leads to one."""

from django.urls import reverse


def entry_url(job: int, number: int) -> str:
    """An entry of a job, by its number: its Workroom opens there, however old the entry is."""
    return f"{reverse('workroom', args=[job])}?at={number}#r{number}"


def own_entry_url(number: int) -> str:
    """An entry of a person's own chain, by its number: the page that holds it opens there."""
    return f"{reverse('my-record')}?at={number}#r{number}"
