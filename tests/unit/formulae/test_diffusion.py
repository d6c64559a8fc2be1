"""Forgetting, on the Python target and at its edges; accuracy is verified elsewhere."""

from __future__ import annotations

from math import exp

import pytest

from interregnum.formulae.belief import (
    FORM,
    GAUSSIAN,
    GRID_SIZE,
    MEAN,
    ON_GRID,
    PRECISION,
    learn_survival,
    mean_of,
)
from interregnum.formulae.diffusion import diffuse, scratch_needed
from workspaces import gaussian_belief, masses


def test_a_gaussian_stays_one_and_moves_as_the_equation_says() -> None:
    belief = gaussian_belief(0.9, 20.0)
    diffuse(belief, 0.5, 3.0, 12.0, 100.0)
    kept = exp(-300.0 / 365.0)
    assert belief.summary[FORM] == GAUSSIAN
    assert belief.summary[MEAN] == pytest.approx(0.5 + kept * 0.4, rel=1e-14)
    variance = kept**2 / 20.0 + (1.0 - kept**2) / 12.0
    assert 1.0 / belief.summary[PRECISION] == pytest.approx(variance, rel=1e-13)


@pytest.mark.parametrize(("memory", "days"), [(3.0, 0.0), (3.0, -1.0), (0.0, 100.0)])
def test_no_time_or_perfect_memory_changes_nothing(memory: float, days: float) -> None:
    belief = gaussian_belief(0.9, 20.0)
    diffuse(belief, 0.5, memory, 12.0, days)
    assert belief.summary[:3] == [GAUSSIAN, 0.9, 20.0]


@pytest.mark.parametrize("days", [0.05, 1.0, 30.0])
def test_the_mean_on_the_grid_moves_as_that_of_a_gaussian(days: float) -> None:
    """Narrow and wide smoothings alike; the shortest spread is two thirds of a cell's width."""
    belief = gaussian_belief(0.5, 30.0)
    learn_survival(belief, 0.4)
    before = mean_of(belief)
    diffuse(belief, 0.6, 0.3, 30.0, days)
    kept = exp(-0.3 * days / 365.0)
    assert belief.summary[FORM] == ON_GRID
    assert masses(belief).sum() == pytest.approx(1.0, abs=1e-12)
    assert mean_of(belief) == pytest.approx(0.6 + kept * (before - 0.6), abs=1e-9)


def test_a_wholly_forgotten_belief_is_gaussian_again() -> None:
    belief = gaussian_belief(0.5, 30.0)
    learn_survival(belief, 0.4)
    diffuse(belief, 0.6, 30.0, 12.0, 3650.0)
    assert belief.summary[:3] == [GAUSSIAN, 0.6, 12.0]


def test_the_working_space_holds_what_is_asked_of_it() -> None:
    assert scratch_needed() > GRID_SIZE
