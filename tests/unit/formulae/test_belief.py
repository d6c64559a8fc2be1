"""Public belief: each way to learn, on both forms, and its edges."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr

from interregnum.formulae.belief import (
    FIRST,
    FORM,
    GAUSSIAN,
    GRID_SIZE,
    GRID_START,
    GRID_STEP,
    LAST,
    MEAN,
    ON_GRID,
    PRECISION,
    Belief,
    cell_below,
    cell_position,
    learn_signal,
    learn_soft_test,
    learn_survival,
    mean_of,
    normalise,
    posterior_below,
    put_on_grid,
    set_gaussian,
    share_below,
    signal_at_probability,
)
from workspaces import CENTRES, gaussian_belief, masses

BOUNDS = st.floats(-0.5, 1.5)
SIGNALS = st.floats(-1.0, 2.0)


def cut_belief() -> Belief:
    belief = gaussian_belief(0.5, 12.0)
    learn_survival(belief, 0.3217)
    return belief


CUT = cut_belief()


def copied(belief: Belief) -> Belief:
    return Belief(*(list(part) for part in belief))


@pytest.mark.parametrize("cell", [0, 1, 3999, 4000, 4001, 4321, GRID_SIZE - 1])
def test_a_cell_lies_at_or_below_its_own_centre(cell: int) -> None:
    assert cell_below(cell_position(cell)) == cell
    assert cell_position(cell) == pytest.approx(CENTRES[cell], abs=1e-12)


def test_strengths_beyond_the_lattice_have_its_end_cells() -> None:
    assert cell_below(GRID_START - 5.0) == 0
    assert cell_below(100.0) == GRID_SIZE - 1


@given(st.floats(-4.0, 5.999))
def test_a_strength_lies_within_a_step_above_its_cell(strength: float) -> None:
    distance = strength - cell_position(cell_below(strength))
    assert -1e-9 <= distance < GRID_STEP * (1 + 1e-6)


def test_becoming_gaussian_forgets_the_grid() -> None:
    belief = copied(CUT)
    set_gaussian(belief, 0.4, 20.0)
    assert belief.summary[:3] == [GAUSSIAN, 0.4, 20.0]
    assert share_below(belief, 0.4) == 0.5


def test_a_window_without_mass_becomes_its_lowest_cell() -> None:
    belief = Belief([ON_GRID, 0.0, 0.0, 4.0, 7.0], [0.0] * 10, [])
    normalise(belief)
    assert belief.mass == [0.0] * 4 + [1.0] + [0.0] * 5


def test_normalising_leaves_cells_outside_the_window() -> None:
    belief = Belief([ON_GRID, 0.0, 0.0, 1.0, 3.0], [9.0, 1.0, 3.0, 9.0], [])
    normalise(belief)
    assert belief.mass == [9.0, 0.25, 0.75, 9.0]


def test_the_grid_holds_the_gaussian() -> None:
    belief = gaussian_belief(0.5, 12.0)
    put_on_grid(belief)
    assert belief.summary[FORM] == ON_GRID
    assert masses(belief).sum() == pytest.approx(1.0, abs=1e-14)
    for bound in (-0.2, 0.5, 0.9):
        exact = ndtr((bound - 0.5) * 12.0**0.5)
        assert share_below(belief, bound) == pytest.approx(exact, abs=5e-7)  # h²/8 of the slope
    assert mean_of(belief) == pytest.approx(0.5, abs=1e-13)


def test_a_belief_on_the_grid_stays_as_it_is() -> None:
    belief = copied(CUT)
    put_on_grid(belief)
    assert belief == CUT


def test_a_far_signal_does_not_empty_the_grid() -> None:
    belief = copied(CUT)
    for _ in range(5):
        learn_signal(belief, 50.0, 20.0)
    found = masses(belief)
    assert found.sum() == pytest.approx(1.0, abs=1e-12)
    assert mean_of(belief) > 1.5


def test_a_certain_cell_learns_nothing_more() -> None:
    belief = gaussian_belief(0.5, 12.0)
    put_on_grid(belief)
    learn_survival(belief, 5.0)
    before = masses(belief)
    learn_signal(belief, 0.0, 20.0)
    learn_soft_test(belief, 0.0, 40.0)
    learn_survival(belief, 0.1)
    assert masses(belief) == pytest.approx(before, abs=1e-15)


@given(BOUNDS, BOUNDS)
@settings(max_examples=25)
def test_the_distribution_function_rises_from_nothing_to_one(one: float, other: float) -> None:
    low, high = min(one, other), max(one, other)
    for belief in (CUT, gaussian_belief(0.5, 12.0)):
        assert 0.0 <= share_below(belief, low) <= share_below(belief, high) <= 1.0
    assert share_below(CUT, -4.5) == 0.0
    assert share_below(CUT, 6.5) == pytest.approx(1.0, abs=1e-12)


@given(BOUNDS, SIGNALS, st.floats(0.1, 1.0))
@settings(max_examples=12)
def test_a_stronger_private_signal_lowers_the_chance_of_a_fall(
    bound: float, signal: float, more: float
) -> None:
    for belief in (CUT, gaussian_belief(0.5, 12.0)):
        weak = posterior_below(belief, bound, signal, 40.0)
        strong = posterior_below(belief, bound, signal + more, 40.0)
        assert 0.0 <= strong <= weak + 1e-12 <= 1.0 + 1e-12


@given(BOUNDS, st.floats(0.02, 0.98), st.floats(10.0, 80.0))
@settings(max_examples=40)
def test_a_gaussian_signal_at_a_probability_has_that_probability(
    bound: float, probability: float, precision: float
) -> None:
    belief = gaussian_belief(0.5, 12.0)
    signal = signal_at_probability(belief, bound, probability, precision)
    found = posterior_below(belief, bound, signal, precision)
    assert found == pytest.approx(probability, abs=1e-12)


@pytest.mark.parametrize("bound", [0.4, 0.9])
@pytest.mark.parametrize("probability", [0.2, 0.7])
def test_a_signal_at_a_probability_on_the_grid_has_that_probability(
    bound: float, probability: float
) -> None:
    signal = signal_at_probability(CUT, bound, probability, 40.0)
    assert posterior_below(CUT, bound, signal, 40.0) == pytest.approx(probability, abs=1e-10)


def test_a_probability_out_of_reach_gives_a_signal_beyond_the_lattice() -> None:
    """Nothing is believed below the cut, so no signal makes a fall there likely."""
    assert signal_at_probability(CUT, 0.1, 0.5, 40.0) < GRID_START
    learned = copied(CUT)
    learn_soft_test(learned, signal_at_probability(CUT, 0.1, 0.5, 40.0), 40.0)
    assert masses(learned) == pytest.approx(masses(CUT), abs=1e-14)


def test_both_forms_give_the_same_posterior() -> None:
    grid = gaussian_belief(0.5, 12.0)
    put_on_grid(grid)
    for bound, signal in ((0.2, 0.1), (0.5, 0.6), (0.9, -0.5)):
        exact = posterior_below(gaussian_belief(0.5, 12.0), bound, signal, 40.0)
        assert posterior_below(grid, bound, signal, 40.0) == pytest.approx(exact, abs=1e-6)


def test_a_soft_test_far_below_changes_nothing_and_far_above_leaves_the_top() -> None:
    low, high = gaussian_belief(0.5, 12.0), gaussian_belief(0.5, 12.0)
    put_on_grid(low)
    before = masses(low)
    learn_soft_test(low, -8.0, 40.0)
    assert masses(low) == pytest.approx(before, abs=1e-15)
    learn_soft_test(high, 3.0, 40.0)
    assert mean_of(high) > 1.2


def test_the_window_follows_a_cut() -> None:
    first, last = int(CUT.summary[FIRST]), int(CUT.summary[LAST])
    assert first == cell_below(0.3217 + 0.5 * GRID_STEP)
    assert first < last <= GRID_SIZE
    assert CUT.mass[first] > 0.0


def test_a_gaussian_signal_adds_precisions() -> None:
    belief = gaussian_belief(0.5, 12.0)
    learn_signal(belief, 1.4, 4.0)
    assert (belief.summary[MEAN], belief.summary[PRECISION]) == pytest.approx((0.725, 16.0))
