"""The converter of every number in an address: one too large for the database or the record is not found."""

from handsel_verify.canonical import WHOLE_MAX


class PathNumber:
    """A whole number from 0 to 2^53-1, the largest that canonical JSON holds; `<number:pk>` in a route."""

    regex = "[0-9]{1,16}"

    def to_python(self, value: str) -> int:
        """The number; raises `ValueError`, which makes the address one that is not found."""
        number = int(value)
        if number > WHOLE_MAX:
            raise ValueError(value)
        return number

    def to_url(self, value: int) -> str:
        """The number as it stands in an address."""
        return str(value)
