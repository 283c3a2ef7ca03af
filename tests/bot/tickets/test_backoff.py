"""The waits between tries grow, spread, stop at ten minutes and obey the channel."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tickets.backoff import seconds_until_next_try


def test_the_first_tries_come_within_seconds_and_later_ones_within_ten_minutes():
    assert [seconds_until_next_try(n, None, 0.5) for n in (1, 2, 3, 4, 9, 10, 11)] == [
        2, 4, 8, 16, 512, 600, 600,
    ]  # fmt: skip


def test_tries_spread_by_a_fifth():
    assert seconds_until_next_try(3, None, 0.0) == pytest.approx(6.4)
    assert seconds_until_next_try(3, None, 1.0) == pytest.approx(9.6)


def test_what_the_channel_asks_for_is_the_least():
    assert seconds_until_next_try(1, 90.0, 0.5) == 90
    assert seconds_until_next_try(9, 90.0, 0.5) == 512


@given(st.integers(1, 10**9), st.none() | st.floats(), st.floats(0, 1))
def test_the_wait_is_always_seconds_to_an_hour(attempts, asked, chance):
    """Whatever number a channel sends, not-a-number included."""
    assert 1 <= seconds_until_next_try(attempts, asked, chance) <= 3_600
