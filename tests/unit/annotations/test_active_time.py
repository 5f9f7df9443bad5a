"""Active time: gestures with their pauses, long pauses cut off, nothing counted twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.annotations.active_time import IDLE_AFTER, Stopwatch


def test_pauses_count_up_to_two_minutes() -> None:
    watch = Stopwatch()
    for now in (0, 30, 100, 1000, 1010):
        watch.gesture(now)
    assert IDLE_AFTER == 120
    assert watch.take(1010) == 100 + 120 + 10


def test_nothing_counts_before_the_first_gesture_or_after_a_stop() -> None:
    watch = Stopwatch()
    assert watch.take(500) == 0
    watch.gesture(500)
    watch.stop()
    assert watch.take(600) == 0


def test_what_was_taken_is_not_counted_again_and_fractions_are_kept() -> None:
    watch = Stopwatch()
    watch.gesture(0)
    assert watch.take(10.6) == 10
    assert watch.take(11.2) == 1
    watch.gesture(20)
    assert watch.take(20) == 9
    assert watch.take(400) == 120
    assert watch.take(800) == 0


@given(st.lists(st.tuples(st.floats(0, 500), st.booleans()), max_size=30))
def test_it_never_counts_more_than_the_clock_and_taking_changes_nothing(
    steps: list[tuple[float, bool]],
) -> None:
    once, often = Stopwatch(), Stopwatch()
    now, taken = 0.0, 0
    for pause, also_take in steps:
        now += pause
        once.gesture(now)
        if also_take:
            taken += often.take(now)
        often.gesture(now)
    whole = once.take(now)
    assert whole <= now
    assert abs(taken + often.take(now) - whole) <= 1
