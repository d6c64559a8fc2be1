"""Parameter draws are addressed: by run and name, and by nothing else."""

from __future__ import annotations

from math import log, sqrt
from typing import Any

import numpy as np
import pytest
from scipy import stats

from interregnum.engine import draws
from interregnum.engine.draws import (
    BINDINGS,
    DIRICHLET,
    FIXED,
    LOG_UNIFORM,
    ROW,
    SOURCE,
    UNIFORM,
    draw_one,
    gamma_draw,
    simplex_sum,
)
from interregnum.kernels.random import name_address

RUNS = 4000
SIGMAS = 4.0
RARE = 2.0 * stats.norm.sf(SIGMAS)


def row(name: str, kind: float, low: float = 0.0, high: float = 1.0, value: float = 0.5) -> Any:
    words = name_address(name)
    return [kind, value, low, high, float(words[0]), float(words[1]), 0.0]


def simplex(name: str, concentration: int, number: float = 0.0) -> Any:
    return [*row(name, DIRICHLET, float(concentration))[:6], number]


def drawn(rows: list[Any], first: int, runs: int, seed: int = 7) -> Any:
    scope: dict[str, Any] = dict(BINDINGS)
    exec(SOURCE, scope)
    table = [number for one in rows for number in one]
    parameters = [0.0] * (runs * len(rows))
    numbers = [float(first + r) for r in range(runs)]
    scope["draw_parameters"](seed, runs, numbers, table, parameters)
    return np.array(parameters).reshape(runs, len(rows))


A = row("group.a", UNIFORM, 0.2, 0.7)
B = row("group.b", LOG_UNIFORM, 0.5, 20.0)
C = row("group.c", FIXED, value=0.25)
WEIGHTS = [simplex("group.x", 5), simplex("group.y", 6), simplex("group.z", 9)]
ALL = [A, B, C, *WEIGHTS]


def test_a_row_has_the_length_that_is_declared() -> None:
    assert len(A) == ROW
    assert "7" in draws.SOURCE


def test_draws_do_not_change_with_the_number_of_runs() -> None:
    many = drawn(ALL, 0, 50)
    assert np.array_equal(drawn(ALL, 0, 5), many[:5])
    assert np.array_equal(drawn(ALL, 30, 20), many[30:])


def test_draws_do_not_change_with_other_parameters_or_their_order() -> None:
    alone, together = drawn([A], 0, 20)[:, 0], drawn([C, *WEIGHTS, B, A], 0, 20)[:, -1]
    assert np.array_equal(alone, together)
    weights = drawn(WEIGHTS, 0, 20)
    assert np.array_equal(weights, drawn(ALL, 0, 20)[:, 3:])


def test_draws_follow_the_name_the_run_and_the_seed() -> None:
    here = drawn([A], 0, 3)[:, 0]
    assert len(set(here)) == 3
    assert here[0] != drawn([row("group.other", UNIFORM, 0.2, 0.7)], 0, 1)[0, 0]
    assert here[0] != drawn([A], 0, 1, seed=8)[0, 0]


def test_a_range_scales_the_same_draw() -> None:
    """Common random numbers: a wider range keeps a run's place in it."""
    wide = row("group.a", UNIFORM, -1.0, 3.0)
    narrow_place = (drawn([A], 0, 10)[:, 0] - 0.2) / 0.5
    assert (drawn([wide], 0, 10)[:, 0] + 1.0) / 4.0 == pytest.approx(narrow_place, abs=1e-12)


@pytest.fixture(scope="module")
def sample() -> Any:
    return drawn(ALL, 0, RUNS)


def test_uniform_and_log_uniform_draws_follow_their_law(sample: Any) -> None:
    assert stats.kstest((sample[:, 0] - 0.2) / 0.5, "uniform").pvalue > RARE
    place = (np.log(sample[:, 1]) - log(0.5)) / log(40.0)
    assert stats.kstest(place, "uniform").pvalue > RARE


def test_draws_never_leave_their_ranges(sample: Any) -> None:
    assert sample[:, 0].min() >= 0.2
    assert sample[:, 0].max() <= 0.7
    assert sample[:, 1].min() >= 0.5
    assert sample[:, 1].max() <= 20.0
    assert set(sample[:, 2]) == {0.25}
    assert sample[:, 3:].min() > 0.0


def test_a_range_of_one_point_is_that_point() -> None:
    rows = [row("group.a", UNIFORM, 0.3, 0.3), row("group.b", LOG_UNIFORM, 3.0, 3.0)]
    assert np.all(drawn(rows, 0, 20) == [0.3, 3.0])


def test_simplex_weights_follow_the_dirichlet_law(sample: Any) -> None:
    weights = sample[:, 3:]
    assert weights.sum(axis=1) == pytest.approx(1.0, abs=1e-14)
    for column, shape in zip(weights.T, (5, 6, 9), strict=True):
        law = stats.beta(shape, 20 - shape)
        assert abs(column.mean() - law.mean()) < SIGMAS * law.std() / sqrt(RUNS)
        assert stats.kstest(column, law.cdf).pvalue > RARE


def test_two_simplexes_do_not_mix() -> None:
    other = [simplex("group.p", 2, 1.0), simplex("group.q", 2, 1.0)]
    both = drawn([*WEIGHTS, *other], 0, 5)
    assert np.array_equal(both[:, :3], drawn(WEIGHTS, 0, 5))
    assert both[:, 3:].sum(axis=1) == pytest.approx(1.0, abs=1e-14)


def test_parameters_are_drawn_independently(sample: Any) -> None:
    correlation = np.corrcoef(sample[:, 0], np.log(sample[:, 1]))[0, 1]
    assert abs(correlation) < SIGMAS / sqrt(RUNS)
    correlation = np.corrcoef(sample[:, 0], sample[:, 3])[0, 1]
    assert abs(correlation) < SIGMAS / sqrt(RUNS)


def test_gamma_draws_have_their_law() -> None:
    values = [gamma_draw(7, run, name_address("group.x"), 3) for run in range(RUNS)]
    assert stats.kstest(values, stats.gamma(3).cdf).pvalue > RARE


def test_the_sum_of_a_simplex_is_the_sum_of_its_draws() -> None:
    table = [number for one in ALL for number in one]
    parts = [draw_one(7, 3, table, j) for j in (3, 4, 5)]
    assert simplex_sum(7, 3, table, len(ALL), 4) == pytest.approx(sum(parts), rel=1e-15)
