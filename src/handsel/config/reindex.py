"""`handsel reindex`: the index of the search made again from the record, while the house may be open."""

from handsel.kernel import clock
from handsel.search.indexing import reindex


def main() -> None:
    """Make it, and say how many entries there are."""
    done = reindex(clock.now())
    print(f"{done:,} entries are indexed. Files that nobody has read yet wait for the worker.")
