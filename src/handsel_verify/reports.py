"""What a check finds."""

from dataclasses import dataclass, field


@dataclass
class Report:
    """What holds, what does not, and remarks, as sentences."""

    holds: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
