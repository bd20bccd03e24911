"""How far a replay is: what a run before did counts as done, and not as quick."""

from __future__ import annotations

from retour.cli.replay_progress import Rate


def test_rate_and_the_time_that_is_left() -> None:
    now = 100.0
    rate = Rate(10_000, lambda: now)

    rate.seen(50, 5_000, True)
    assert (rate.rate, rate.left) == ("50 messages", "")
    now += 20  # what it takes to start
    rate.seen(10, 6_000, False)
    now += 10
    rate.seen(10, 7_000, False)

    assert (rate.rate, rate.left) == ("70 messages, 1/s", "0:00:30 left")


def test_batches_that_come_in_another_order_take_nothing_back() -> None:
    rate = Rate(10_000, lambda: 0.0)

    rate.seen(10, 2_000, False)
    rate.seen(10, 1_000, False)

    assert rate.at == 2_000
