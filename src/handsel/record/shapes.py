"""Types of what entries hold, for the TypedDicts by which each kind declares its facts.

Facts are JSON: instants, days and identifiers are strings, amounts whole minor units.
"""

from typing import Annotated, TypeVar

from pydantic import ConfigDict, Field, with_config

T = TypeVar("T", bound=type)

Minor = Annotated[int, Field(examples=[12_345])]
"""An amount in minor units of the entry's currency."""
Currency = Annotated[str, Field(pattern="^[A-Z]{3}$", examples=["USD"])]
Instant = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT", examples=["2026-03-02T17:00:00+00:00"])]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$", examples=["2026-03-02"])]
Identifier = Annotated[str, Field(examples=["01890a5d-ac96-774b-bcce-b302099a8057"])]
Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$", examples=["ab" * 32])]
Text = Annotated[str, Field(examples=["Words."])]
Whole = Annotated[int, Field(examples=[2])]


def shape(typed_dict: T) -> T:
    """Refuse facts that the TypedDict does not name, and values that would have to be converted."""
    return with_config(ConfigDict(extra="forbid", strict=True))(typed_dict)
