"""How arms become x."""

from __future__ import annotations

import numpy as np
import pytest

from interregnum.claims.model_block import Contrast, Reading
from interregnum.claims.model_contrast import combined, components


def arm(*days: float) -> dict[str, np.ndarray]:
    """Runs removed on those days; a day beyond the horizon stands for none."""
    return {"day": np.array(days), "outcome.class": np.full(len(days), 4.0),
            "outcome.mode": np.full(len(days), 5.0)}  # fmt: skip


READING = Reading(name="removed")


def test_a_pair_is_taken_run_by_run() -> None:
    arms = {"a": arm(1, 1, 900), "b": arm(1, 900, 900)}
    found = components(Contrast(kind="pair", arms=("a", "b")), READING, arms, 365)
    assert found.tolist() == [[0.0, 1.0, 0.0]]


def test_an_interaction_is_the_difference_of_differences() -> None:
    arms = {"a": arm(1), "b": arm(900), "c": arm(900), "d": arm(1)}
    contrast = Contrast(kind="interaction", arms=("a", "b", "c", "d"))
    assert components(contrast, READING, arms, 365).tolist() == [[2.0]]


def test_the_better_arm_is_that_of_the_better_expectation() -> None:
    contrast = Contrast(kind="better_of", arms=("both", "one", "other"))
    arms = {"both": arm(1, 1), "one": arm(1, 900), "other": arm(900, 1)}
    found = components(contrast, READING, arms, 365)
    assert combined(contrast, found.mean(axis=1)[:, None]).tolist() == [0.5]


def test_a_rank_counts_the_largest_competitor() -> None:
    contrast = Contrast(kind="rank", arms=("a",), others=("uprising", "by_arms"))
    found = components(contrast, READING, {"a": arm(1, 900)}, 365)
    assert combined(contrast, found.mean(axis=1)[:, None]).tolist() == [0.0]


def test_a_ratio_is_that_of_means() -> None:
    contrast = Contrast(kind="ratio", arms=("a", "b"))
    assert combined(contrast, np.array([[0.1], [0.4]])) == pytest.approx(0.25)


def test_one_arm_may_say_for_all_which_runs_count() -> None:
    arms = {"a": arm(1, 900), "b": arm(900, 900)}
    contrast = Contrast(kind="pair", arms=("a", "b"))
    reading = Reading(name="removed", given="removed", given_arm="a")
    found = components(contrast, reading, arms, 365)
    assert found[0, 0] == 1.0
    assert np.isnan(found[0, 1])
