"""Designs share luck where points are compared, and nowhere else."""

from __future__ import annotations

import numpy as np
import pytest

from interregnum.errors import ScenarioError
from interregnum.experiments.sobol_indices import sobol_design, sobol_indices


def test_points_that_are_compared_share_their_luck() -> None:
    design = sobol_design(3, 16, 2, 0)
    a, mixed, b = design.numbers[:, 0], design.numbers[:, 1:-1], design.numbers[:, -1]
    assert (mixed == a[:, None]).all()
    assert len({*a.ravel().tolist(), *b.ravel().tolist()}) == 2 * 2 * 16
    for j in range(3):
        moved = design.points[:, 1 + j] != design.points[:, 0]
        assert moved.sum(axis=0).tolist() == [16 * (k == j) for k in range(3)]
        assert (design.points[:, 1 + j, j] == design.points[:, -1, j]).all()


def test_the_design_depends_on_its_seed_alone() -> None:
    first, again, other = (sobol_design(2, 32, 2, seed) for seed in (0, 0, 1))
    assert (first.points == again.points).all()
    assert not (first.points == other.points).all()


@pytest.mark.parametrize(("base", "replicates"), [(100, 2), (8, 2), (64, 1)])
def test_sizes_that_say_nothing_are_refused(base: int, replicates: int) -> None:
    with pytest.raises(ScenarioError, match="give"):
        sobol_design(2, base, replicates, 0)


def test_an_outcome_that_never_varies_is_refused() -> None:
    design = sobol_design(2, 16, 2, 0)
    with pytest.raises(ScenarioError, match="is 1 in every run"):
        sobol_indices(design, "ab", np.ones(design.numbers.shape))


def test_an_input_that_moves_no_point_may_still_move_some() -> None:
    design = sobol_design(2, 64, 2, 0)
    values = np.repeat((design.points[:, :, :1] > 0.5) * 1.0, 2, axis=2)
    rows = sobol_indices(design, "ab", values).indices
    assert rows[0].total.estimate == pytest.approx(1.0, abs=0.1)
    # Rule of three: half of 3/64, over a variance of 1/4.
    assert rows[1].total == (0.0, 0.0, pytest.approx(1.5 / 64 / 0.25, rel=0.05))


def test_pure_luck_is_not_shared_out() -> None:
    design = sobol_design(2, 64, 2, 0)
    luck = np.random.default_rng(0).random(design.numbers.max() + 1)
    found = sobol_indices(design, "ab", luck[design.numbers])
    assert found.decided.low <= 0.0 <= found.decided.high
