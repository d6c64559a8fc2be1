"""The parts of the solve on the grid: tables, candidates, committed classes, shares."""

from __future__ import annotations

from math import exp

import pytest

from interregnum.formulae.belief import (
    FIRST,
    GRID_STEP,
    LAST,
    Belief,
    cell_below,
    cell_position,
    learn_survival,
    posterior_below,
    put_on_grid,
    share_below,
)
from interregnum.formulae.belief_game import (
    COMMITTED,
    HIGHEST_BOUND,
    LOWEST_BOUND,
    LOWEST_SHARE,
    MOST_SIGNALS,
    attack_size,
    committed_weight,
    lay_out_signals,
    lowest_candidate,
    play_threshold,
    review_posteriors,
    share_acting_on_grid,
    tabulate_sums,
)
from interregnum.formulae.likelihood import (
    KERNEL_SIZE,
    Game,
    likelihood_at,
    tabulate_likelihood,
    weight_between,
)
from workspaces import classes_of, empty_game, gaussian_belief

CLASSES = classes_of([1.0], [40.0], [0.3], [0.7])


def cut_belief() -> Belief:
    belief = gaussian_belief(0.5, 30.0)
    learn_survival(belief, 0.3217)
    return belief


def laid_out(belief: Belief) -> Game:
    game = empty_game([0], [40.0])
    tabulate_likelihood(game, 1)
    first = lowest_candidate(belief)
    lay_out_signals(game, CLASSES, 1, 1, (first, cell_below(HIGHEST_BOUND)))
    tabulate_sums(belief, game, 1, first, 20)
    return game


def test_the_likelihood_is_tabulated_by_distance() -> None:
    game = empty_game([0, 1], [6.0, 40.0])
    tabulate_likelihood(game, 2)
    for g, precision in enumerate((6.0, 40.0)):
        for d in (0, 1, 250, 1000):
            exact = exp(-0.5 * precision * (d * GRID_STEP) ** 2)
            assert likelihood_at(game, g, d) == pytest.approx(exact, rel=1e-13)
            assert likelihood_at(game, g, -d) == likelihood_at(game, g, d)
        assert likelihood_at(game, g, KERNEL_SIZE) == 0.0


@pytest.mark.parametrize("cell", [-500, 3000, 4321, 5000, 12000])
def test_a_weighed_sum_is_the_plain_one(cell: int) -> None:
    belief = cut_belief()
    game = empty_game([0], [40.0])
    tabulate_likelihood(game, 1)
    for start, stop in ((0, 10000), (4300, 4340), (4340, 4300)):
        inside = range(max(start, int(belief.summary[FIRST])), min(stop, int(belief.summary[LAST])))
        plain = sum(belief.mass[i] * likelihood_at(game, 0, i - cell) for i in inside)
        assert weight_between(belief, game, 0, cell, start, stop) == pytest.approx(plain, abs=1e-14)


def test_candidates_start_where_the_public_sees_a_chance() -> None:
    belief = cut_belief()
    cell = lowest_candidate(belief)
    edge = 0.5 * GRID_STEP
    assert share_below(belief, cell_position(cell) + edge) > LOWEST_SHARE
    assert share_below(belief, cell_position(cell) - edge) <= LOWEST_SHARE
    low = gaussian_belief(0.1, 4.0)
    put_on_grid(low)
    assert cell_position(lowest_candidate(low)) == pytest.approx(LOWEST_BOUND)


def test_committed_classes_are_those_at_the_mark() -> None:
    classes = classes_of([0.2, 0.3, 0.5], [1.0] * 3, [COMMITTED, 0.0, COMMITTED - 1.0], [1.0] * 3)
    assert committed_weight(classes, 3) == pytest.approx(0.7)
    assert committed_weight(classes, 2) == pytest.approx(0.2)


def test_signals_find_room_for_the_narrowest_declared_spread() -> None:
    classes = classes_of([0.3, 0.3, 0.4], [12.0, 80.0, 80.0], [0.3] * 3, [0.4] * 3)
    game = empty_game([0, 1, 2], [12.0, 80.0, 80.0])
    cells = (cell_below(-2.05), cell_below(3.05))  # truths as far away as are looked at
    assert lay_out_signals(game, classes, 3, 3, cells) < MOST_SIGNALS


def test_posteriors_follow_the_plain_sum_whichever_way_they_are_filled() -> None:
    belief = cut_belief()
    game = laid_out(belief)
    play_threshold(belief, game, 1, 0.4567)
    played = list(game.posterior)
    review_posteriors(belief, game, 0, 0.4567)
    assert game.posterior == pytest.approx(played, abs=1e-13)
    share = share_acting_on_grid(game, (0, 40.0), 0.0, -1.0, 0.5)
    # The mean over signals around .5, by a plain sum of posteriors.
    step, root = 0.02, 40.0**0.5
    signals = [0.5 + step * i for i in range(-50, 51)]
    plain = sum(
        exp(-20.0 * (x - 0.5) ** 2) * posterior_below(belief, 0.4567, x, 40.0) for x in signals
    )
    assert share == pytest.approx(plain * step * root / 2.5066282746310002, abs=1e-9)


def test_nobody_acts_on_a_threshold_nobody_believes_in() -> None:
    belief = cut_belief()
    game = laid_out(belief)
    play_threshold(belief, game, 1, 0.2)
    assert share_acting_on_grid(game, (0, 40.0), 0.3, 0.7, 0.5) < 1e-12


def test_the_attack_is_a_share_that_rises_with_the_bound() -> None:
    belief = cut_belief()
    game = laid_out(belief)
    sizes = [attack_size(belief, game, CLASSES, (1, 1), t) for t in (0.33, 0.5, 0.7, 0.9)]
    assert sizes == sorted(sizes)
    assert 0.0 <= sizes[0]
    assert sizes[-1] <= 1.0 + 1e-12
