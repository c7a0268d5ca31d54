"""The key with which the house signs receipts."""

from handsel_tracker.house.client import HouseAway, HouseClient
from handsel_verify.notes import NoteBroken, key_from


def read_log_key(client: HouseClient) -> str:
    """The key as the house publishes it; raises `HouseAway` if there is none."""
    answer = client.send("GET", "/log/key", {})
    text = answer.body.decode(errors="replace").strip()
    try:
        return str(key_from(text))
    except NoteBroken as error:
        raise HouseAway(f"The site publishes no key for its receipts: {error}.") from error
