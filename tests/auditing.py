"""What `handsel audit` names in the database as it is, with the cast put on the record."""

from handsel.config.audit import checks
from tests.recorded_people import record_everybody


def faults() -> list[str]:
    """Every fault of every check."""
    record_everybody()
    return [fault for check in checks() for fault in check.faults]
