"""Shares and chances, whichever form the belief has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interregnum.formulae.belief import put_on_grid
from interregnum.formulae.belief_game import play_threshold
from interregnum.formulae.coordination import ClassView, share_acting
from interregnum.formulae.grid_thresholds import find_thresholds_on_grid
from interregnum.formulae.likelihood import tabulate_likelihood
from interregnum.formulae.view import Onlooker, expected_chance, share_at
from workspaces import classes_of, empty_game, gaussian_belief

WATCHER = Onlooker(0, 40.0, 0.3, 0.7)
NOTHING = empty_game([], [])


@given(st.floats(0.02, 1.0), st.floats(-1.0, 2.0))
def test_a_gaussian_share_is_the_closed_form(threshold: float, strength: float) -> None:
    share = share_at(gaussian_belief(0.5, 12.0), NOTHING, WATCHER, threshold, strength)
    view = ClassView(40.0, 0.3, 0.7)
    assert share == share_acting(strength, threshold, 0.5, 12.0, view)


@pytest.mark.parametrize("threshold", [0.0, -0.3])
def test_without_a_threshold_nobody_acts(threshold: float) -> None:
    assert share_at(gaussian_belief(0.5, 12.0), NOTHING, WATCHER, threshold, -1.0) == 0.0


@given(st.floats(0.02, 1.0), st.floats(-0.5, 1.5), st.floats(0.0, 1.0))
def test_strength_lowers_the_chance_and_the_threshold_raises_it(
    threshold: float, strength: float, more: float
) -> None:
    belief = gaussian_belief(0.5, 12.0)
    chance = expected_chance(belief, NOTHING, WATCHER, threshold, strength)
    assert 0.0 <= chance <= 1.0
    assert expected_chance(belief, NOTHING, WATCHER, threshold, strength + more) <= chance
    assert expected_chance(belief, NOTHING, WATCHER, threshold + more, strength) >= chance


def test_both_forms_see_the_same() -> None:
    """Within the h²/12 that a cell's width adds to the posterior."""
    grid, game = gaussian_belief(0.5, 30.0), empty_game([0], [40.0])
    put_on_grid(grid)
    tabulate_likelihood(game, 1)
    classes = classes_of([1.0], [40.0], [0.3], [0.7])
    find_thresholds_on_grid(grid, game, classes, (1, 1), 0.5, [0.0] * 16)
    play_threshold(grid, game, 1, 0.45)
    exact = gaussian_belief(0.5, 30.0)
    for strength in (0.1, 0.45, 0.9):
        share = share_at(exact, NOTHING, WATCHER, 0.45, strength)
        assert share_at(grid, game, WATCHER, 0.45, strength) == pytest.approx(share, abs=1e-6)
        chance = expected_chance(exact, NOTHING, WATCHER, 0.45, strength)
        found = expected_chance(grid, game, WATCHER, 0.45, strength)
        assert found == pytest.approx(chance, abs=1e-6)
