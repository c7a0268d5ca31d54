"""`handsel reindex`: rebuild the search index from the record, also while serving."""

from handsel.config.house_zone import require_same_zone
from handsel.kernel import clock
from handsel.search.indexing import reindex


def main() -> None:
    """Rebuild it, and print how many entries it has."""
    require_same_zone()
    done = reindex(clock.now())
    print(f"{done:,} entries are indexed. Files that nobody has read yet wait for the worker.")
