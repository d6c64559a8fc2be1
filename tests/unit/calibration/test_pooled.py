"""Shares of which a world has hardly a case: pooled, and with the noise of a record's size."""

from __future__ import annotations

import math

import numpy as np

from interregnum.calibration.pooled import events_of, pooled_shares


def test_many_like_worlds_give_the_noise_of_the_record_alone() -> None:
    draws = pooled_shares(np.full(200, 30), np.full(200, 100), wanted=50)
    assert draws is not None
    assert abs(float(np.median(draws)) - math.log(0.3 / 0.7)) < 0.06
    known = math.sqrt(1 / (50 * 0.3) + 1 / (50 * 0.7))
    assert abs(float(draws.std()) - known) < 0.05


def test_worlds_that_differ_widen_the_interval() -> None:
    alike = pooled_shares([5] * 10, [10] * 10, wanted=10_000)
    apart = pooled_shares([0, 10] * 5, [10] * 10, wanted=10_000)
    assert alike is not None
    assert apart is not None
    assert apart.std() > 1.3 * alike.std()


def test_too_few_cases_say_nothing() -> None:
    assert pooled_shares([3] * 6, [3] * 6, wanted=40) is None
    assert pooled_shares([5] * 6, [10] * 6, wanted=0) is None


def test_events_come_back_from_a_logit_with_half_an_event() -> None:
    for events, cases in ((0, 1), (3, 7), (40, 40)):
        logit = math.log((events + 0.5) / (cases - events + 0.5))
        assert events_of([logit], [cases]).tolist() == [events]
