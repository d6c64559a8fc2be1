"""PRIM finds a box that was put there, and nothing more patient than it is asked to be."""

from __future__ import annotations

import numpy as np
import pytest

from interregnum.errors import ScenarioError
from interregnum.experiments.boxes import Restriction, in_box
from interregnum.experiments.prim import (
    Patience,
    chosen_step,
    midway,
    trajectory,
    without_idle_limits,
)


def planted() -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Return a table in which the outcome comes exactly where x > 0.7 and the word is a."""
    draw = np.random.default_rng(5)
    columns: dict[str, np.ndarray] = {name: draw.random(2000) for name in ("x", "y", "z")}
    columns["word"] = draw.choice(["a", "b", "c"], 2000)
    return columns, (columns["x"] > 0.7) & (columns["word"] == "a")


def test_a_planted_box_is_found() -> None:
    columns, interest = planted()
    step = chosen_step(trajectory(columns, interest))
    box = without_idle_limits(columns, interest, step.box)
    assert {limit.name for limit in box} == {"x", "word"}
    limits = {limit.name: limit for limit in box}
    assert limits["word"].among == ("a",)
    assert limits["x"].low == pytest.approx(0.7, abs=0.03)
    assert step.share.density > 0.95
    assert step.share.coverage > 0.95


def test_each_step_holds_what_its_box_says_and_peeling_only_takes() -> None:
    columns, interest = planted()
    steps = trajectory(columns, interest)
    sizes = [step.share.runs for step in steps]
    for step in steps:
        inside = in_box(columns, step.box)
        assert step.share.runs == inside.sum()
        assert step.share.interest == (inside & interest).sum()
    assert steps[0].box == ()
    # Pasting may add at the end; before it every step is smaller.
    turn = int(np.argmin(sizes))
    assert sizes[: turn + 1] == sorted(sizes[: turn + 1], reverse=True)
    assert sizes[turn:] == sorted(sizes[turn:])


def test_peeling_stops_at_the_least_mass() -> None:
    columns, interest = planted()
    steps = trajectory(columns, interest, Patience(least_mass=0.3))
    assert min(step.share.mass for step in steps) >= 0.3


def test_rows_that_are_gone_are_not_looked_at() -> None:
    columns, interest = planted()
    remaining = columns["word"] != "a"
    steps = trajectory(columns, interest, remaining=remaining)
    assert steps[0].share.runs == remaining.sum()
    assert steps[0].share.all_runs == len(interest)
    assert len(steps) == 1  # nothing of interest is left, so nothing rises


def test_pasting_brings_back_what_was_cut_too_eagerly() -> None:
    x = np.concatenate([np.linspace(0.0, 1.0, 400), np.linspace(1.0, 2.0, 100)])
    interest = x > 0.97
    steps = trajectory({"x": x}, interest, Patience(peel=0.3, paste=0.02))
    sizes = [step.share.runs for step in steps]
    assert steps[-1].share.runs > min(sizes) or steps[-1].share.density == 1.0
    assert chosen_step(steps).share.coverage > 0.8


def test_a_cut_never_lies_on_a_value_that_runs_share() -> None:
    values = np.array([0.0] * 50 + [1.0] * 50)
    assert midway(values, 0.05) == 0.5
    assert midway(values, 0.95) == 0.5
    assert midway(np.ones(9), 0.05) == 1.0


def test_the_chosen_box_is_the_first_so_dense() -> None:
    columns, interest = planted()
    steps = trajectory(columns, interest)
    chosen = chosen_step(steps, density=0.5)
    before = steps[: steps.index(chosen)]
    assert chosen.share.density >= 0.5
    assert all(step.share.density < 0.5 for step in before)
    with pytest.raises(ScenarioError, match="no box has density"):
        chosen_step(steps[:1], density=0.9)


def test_impossible_patience_is_refused() -> None:
    columns, interest = planted()
    with pytest.raises(ScenarioError, match=r"peel = 0\.9"):
        trajectory(columns, interest, Patience(peel=0.9))


def test_limits_that_chance_explains_are_let_go() -> None:
    columns, interest = planted()
    box = (Restriction("x", low=0.7), Restriction("word", among=("a",)), Restriction("y", low=0.1))
    assert without_idle_limits(columns, interest, box) == box[:2]
