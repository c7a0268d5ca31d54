"""Each visitor has so many turns at once, and the others do not wait for them."""

import asyncio

import pytest

from handsel.config.turns import Turns


def test_one_visitor_waits_for_their_own_turns_alone_and_in_order() -> None:
    turns, begun = Turns(at_once=2), []

    async def take_all() -> None:
        may_end = asyncio.Event()

        async def take(who: str, number: int) -> None:
            async with turns.take(who):
                begun.append((who, number))
                await may_end.wait()

        taking = [asyncio.create_task(take("ada", number)) for number in range(4)]
        taking.append(asyncio.create_task(take("ben", 0)))
        await asyncio.sleep(0.01)
        assert begun == [("ada", 0), ("ada", 1), ("ben", 0)]
        may_end.set()
        await asyncio.gather(*taking)

    asyncio.run(take_all())
    assert begun[3:] == [("ada", 2), ("ada", 3)]
    assert len(turns) == 0


@pytest.mark.parametrize("ends", ["fails", "hangs up while it waits"])
def test_a_turn_is_given_back_however_it_ends(ends: str) -> None:
    turns = Turns(at_once=1)

    async def end_one() -> None:
        if ends == "fails":
            with pytest.raises(OSError, match="full"):
                async with turns.take("ada"):
                    raise OSError("full")
            return
        async with turns.take("ada"):
            waiting = asyncio.create_task(_take(turns))
            await asyncio.sleep(0)
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting

    asyncio.run(end_one())
    assert len(turns) == 0


async def _take(turns: Turns) -> None:
    async with turns.take("ada"):
        pass
