"""The kinds of entries about an award, the versions of its terms, and the end of a job."""

from handsel.work.terms.entries import agreement, award, ending, versions

__all__ = ["agreement", "award", "ending", "versions"]
