"""Counting: every second once, in its block, and nothing below a second is lost."""

from hypothesis import given as examples
from hypothesis import strategies as st

from handsel_tracker.timing.blocks import WorkWeek
from handsel_tracker.timing.counting import BlockCounting
from handsel_tracker.timing.spans import Spans, seconds_of, with_spans

WEEK = WorkWeek(0, 7 * 86_400)
STRETCHES = st.lists(st.tuples(st.integers(0, 900_000), st.integers(1, 1_500_000)), min_size=1, max_size=12)


def counted(counting: BlockCounting) -> Spans:
    return [row for block in counting.blocks.values() for row in block.all_spans]


@examples(STRETCHES, st.sampled_from([700, 1000, 1030, 2999]))
def test_stops_ticks_and_blocks_lose_nothing(stretches: list[tuple[int, int]], step: int) -> None:
    counting, at, total = BlockCounting(), 86_400_000, 0
    for gap, length in stretches:
        at += gap
        end = at + length
        for start in range(at, end, step):
            counting.count("job", WEEK, start, min(start + step, end))
        counting.pause()
        total += length
        at = end
    assert seconds_of(counted(counting)) == total // 1000
    assert seconds_of(with_spans([], counted(counting))) == total // 1000
    for block in counting.blocks.values():
        assert all(block.start_s <= start < end <= block.end_s for start, end in block.all_spans)


def test_a_clock_that_is_put_back_counts_no_second_twice() -> None:
    counting = BlockCounting()
    counting.count("job", WEEK, 10_000, 40_000)
    counting.pause()
    counting.count("job", WEEK, 20_000, 30_000)
    assert counted(counting) == [(10, 40)]
    counting.count("job", WEEK, 30_000, 50_000)
    assert seconds_of(with_spans([], counted(counting))) == 40


def test_two_jobs_never_share_a_second() -> None:
    counting = BlockCounting()
    counting.count("a", WEEK, 10_000, 20_600)
    counting.pause()
    counting.count("b", WEEK, 20_600, 30_000)
    counting.pause()
    assert counting.blocks["a", 0].spans == [(10, 20)]
    assert counting.blocks["b", 0].spans == [(20, 30)]


def test_a_question_takes_what_was_counted_since_and_what_counts_until_there_is_input() -> None:
    counting = BlockCounting()
    counting.count("job", WEEK, 0, 1_000_000)
    counting.doubt("job", 400, "q")
    counting.count("job", WEEK, 1_000_000, 1_100_000)
    counting.trust()
    counting.count("job", WEEK, 1_100_000, 1_200_000)
    first, second = counting.blocks["job", 0], counting.blocks["job", 720]
    assert (first.spans, first.doubtful) == ([(0, 400)], {"q": [(400, 720)]})
    assert (second.spans, second.doubtful) == ([(1100, 1200)], {"q": [(720, 1100)]})


def test_time_that_was_counted_by_a_wrong_clock_moves_into_the_blocks_where_it_belongs() -> None:
    counting = BlockCounting()
    counting.count("job", WEEK, 0, 100_000)
    counting.pause()
    counting.sure_s = 100
    counting.count("job", WEEK, 7_200_000, 7_500_000)
    counting.move({("job", WEEK): [(7200, 7500)]}, -6600)
    assert counting.blocks["job", 0].spans == [(0, 100), (600, 720)]
    assert counting.blocks["job", 720].spans == [(720, 900)]
    counting.go_on_after(900)
    assert counting.last_s == 900


def test_what_is_in_doubt_stays_in_doubt_as_it_moves_and_what_was_left_out_does_not_come_back() -> None:
    counting = BlockCounting()
    counting.count("job", WEEK, 7_200_000, 7_500_000)
    counting.doubt("job", 7300, "q")
    counting.move({("job", WEEK): [(7200, 7500)]}, -6600)
    first, second = counting.blocks["job", 0], counting.blocks["job", 720]
    assert (first.spans, first.doubtful) == ([(600, 700)], {"q": [(700, 720)]})
    assert (second.spans, second.doubtful) == ([], {"q": [(720, 900)]})
    assert counting.blocks["job", 7200].doubtful == {}
    for block in counting.blocks.values():
        block.settle("q", keep=[], at=700, stretch=200)
    counting.move({("job", WEEK): [(600, 900)]}, 10)
    assert counted(counting) == [(610, 710)]


def test_the_short_last_block_of_a_week_grows_as_the_week_does() -> None:
    counting = BlockCounting()
    counting.count("job", WorkWeek(0, 100), 0, 90_000)
    counting.count("job", WEEK, 90_000, 130_000)
    assert counting.blocks["job", 0].spans == [(0, 130)]
    assert counting.blocks["job", 0].end_s == 720


def test_a_block_that_was_signed_takes_no_more_time() -> None:
    counting = BlockCounting()
    counting.count("job", WEEK, 0, 100_000)
    counting.close(counting.blocks["job", 0])
    counting.count("job", WEEK, 100_000, 800_000)
    assert counted(counting) == [(720, 800)]
    counting.move({("job", WEEK): [(720, 800)]}, -50)
    assert counted(counting) == [(720, 750)]


def test_counting_goes_on_after_what_was_counted_before_now_and_not_after_what_lies_ahead() -> None:
    counting = BlockCounting()
    counting.count("job", WEEK, 0, 100_000)
    counting.pause()
    counting.count("job", WEEK, 86_400_000, 86_500_000)
    counting.pause()
    counting.go_on_after(200)
    assert counting.last_s == 100
    counting.close(counting.blocks["job", 0])
    counting.go_on_after(50)
    assert counting.last_s == 100
    counting.go_on_after(-1)
    assert counting.last_s == 0


def test_of_guesses_those_that_are_signed_are_certain() -> None:
    counting = BlockCounting()
    counting.count("job", WEEK, 700_000, 760_000)
    counting.close(counting.blocks["job", 0])
    assert counting.still_open({("job", WEEK): [(700, 760)], ("b", WEEK): [(0, 9)]}) == {
        ("job", WEEK): [(720, 760)]
    }
