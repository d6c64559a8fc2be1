"""Designs: marginal laws, strata, balance, completeness, and points that stay as a design grows."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from scipy import stats

from interregnum.errors import ScenarioError, UsageError
from interregnum.experiments.design import sampled
from interregnum.experiments.dimensions import Dimension

UNIFORM = Dimension("u", "uniform", 2.0, 6.0)
LOGARITHMIC = Dimension("l", "log_uniform", 0.5, 20.0)
NORMAL = Dimension("n", "normal", -2.0, 2.0, 0.5)
WORDS = Dimension("c", "categorical", choices=("focal", "largest", "smallest"))
WEIGHTS = Dimension("w", "dirichlet", members=("a", "b", "c"), concentration=(5.0, 6.0, 9.0))
ALL = [UNIFORM, LOGARITHMIC, NORMAL, WORDS, WEIGHTS]


@pytest.mark.parametrize("method", ["monte_carlo", "latin_hypercube", "sobol"])
def test_values_follow_their_laws(method: str) -> None:
    values = sampled(ALL, method, 4096, seed=3)
    laws = {
        "u": stats.uniform(2.0, 4.0),
        "l": stats.loguniform(0.5, 20.0),
        "a": stats.beta(5.0, 15.0),
        "b": stats.beta(6.0, 14.0),
        "c": None,
    }
    for name in ("u", "l", "a", "b"):
        assert stats.kstest(values[name], laws[name].cdf).pvalue > 0.001
    inside = values["n"][(values["n"] > -2.0) & (values["n"] < 2.0)]
    low, high = ((end - 0.5) / 1.0 for end in (-2.0, 2.0))
    assert stats.kstest(inside, stats.truncnorm(low, high, loc=0.5, scale=1.0).cdf).pvalue > 0.001
    assert np.mean(values["n"] == 2.0) == pytest.approx(stats.norm.sf(1.5), abs=0.02)


def test_words_are_equally_likely() -> None:
    codes = sampled([WORDS], "monte_carlo", 30_000, seed=1)["c"]
    counts = [int((codes == k).sum()) for k in range(3)]
    assert sum(counts) == 30_000
    assert stats.chisquare(counts).pvalue > 0.001


def test_dirichlet_weights_lie_on_the_simplex_with_the_known_moments() -> None:
    values = sampled([WEIGHTS], "sobol", 4096, seed=2)
    rows = np.column_stack([values[name] for name in "abc"])
    assert rows.min() > 0.0
    assert np.abs(rows.sum(axis=1) - 1.0).max() < 1e-12
    shape = np.array([5.0, 6.0, 9.0])
    mean = shape / 20.0
    covariance = (np.diag(mean) - np.outer(mean, mean)) / 21.0
    assert rows.mean(axis=0) == pytest.approx(mean, abs=1e-3)
    assert np.cov(rows.T) == pytest.approx(covariance, abs=3e-4)


@pytest.mark.parametrize("points", [1, 7, 100, 1000])
def test_a_latin_hypercube_has_one_point_in_each_stratum(points: int) -> None:
    values = sampled([UNIFORM, LOGARITHMIC], "latin_hypercube", points, seed=5)
    shares = {
        "u": (values["u"] - 2.0) / 4.0,
        "l": np.log(values["l"] / 0.5) / np.log(40.0),
    }
    for share in shares.values():
        assert sorted(np.floor(share * points).astype(int)) == list(range(points))


def test_a_latin_hypercube_pairs_strata_at_random() -> None:
    values = sampled([UNIFORM, LOGARITHMIC], "latin_hypercube", 2000, seed=5)
    assert abs(stats.spearmanr(values["u"], values["l"]).statistic) < 0.07


def test_a_sobol_design_is_balanced_in_every_elementary_interval() -> None:
    unit = [Dimension(name, "uniform") for name in "ab"]
    values = sampled(unit, "sobol", 256, seed=9)
    # The first two dimensions are a (0, 8, 2)-net in base 2: one point in each box of volume 2^-8.
    for split in range(9):
        boxes = set(
            zip(
                np.floor(values["a"] * 2**split).astype(int),
                np.floor(values["b"] * 2 ** (8 - split)).astype(int),
                strict=True,
            )
        )
        assert len(boxes) == 256


def test_a_sobol_design_stays_inside_the_cube() -> None:
    unit = [Dimension(f"d{k}", "uniform") for k in range(40)]
    values = np.column_stack(list(sampled(unit, "sobol", 1024, seed=0).values()))
    assert 0.0 < values.min() < values.max() < 1.0


@pytest.mark.parametrize("method", ["monte_carlo", "sobol"])
def test_the_first_points_stay_when_a_design_grows(method: str) -> None:
    few, many = (sampled(ALL, method, points, seed=4) for points in (64, 512))
    assert set(few) == set(many)
    assert all(np.array_equal(few[name], many[name][:64]) for name in few)


@pytest.mark.parametrize("method", ["monte_carlo", "latin_hypercube"])
def test_a_dimension_does_not_depend_on_the_others(method: str) -> None:
    alone = sampled([LOGARITHMIC], method, 50, seed=4)["l"]
    assert np.array_equal(alone, sampled(ALL, method, 50, seed=4)["l"])


def test_another_seed_is_another_design() -> None:
    for method in ("monte_carlo", "latin_hypercube", "sobol"):
        one, other = (sampled([UNIFORM], method, 16, seed)["u"] for seed in (0, 1))
        assert not np.array_equal(one, other)


def test_a_full_factorial_has_every_combination_once() -> None:
    chosen = [UNIFORM._replace(levels=4), WORDS, Dimension("f", "fixed", value=7.0), LOGARITHMIC]
    values = sampled(chosen, "full_factorial", 0, seed=0)
    rows = list(zip(*(values[name] for name in ("u", "c", "f", "l")), strict=True))
    ends = (values["l"].min(), values["l"].max())
    assert ends == pytest.approx((0.5, 20.0))
    wanted = itertools.product((2.0, 2.0 + 4 / 3, 2.0 + 8 / 3, 6.0), range(3), (7.0,), ends)
    assert sorted(rows) == [pytest.approx(row) for row in sorted(wanted)]
    assert len(rows) == 24


def test_levels_of_a_normal_law_are_middles_of_equally_likely_parts() -> None:
    levels = sampled([NORMAL._replace(levels=4)], "full_factorial", 0, seed=0)["n"]
    assert levels[:3] == pytest.approx(0.5 + stats.norm.ppf([0.125, 0.375, 0.625]))
    assert levels[3] == pytest.approx(0.5 + stats.norm.ppf(0.875))


def test_a_design_of_nothing_uncertain_repeats_its_one_point() -> None:
    fixed = [Dimension("f", "fixed", value=7.0)]
    for method in ("monte_carlo", "latin_hypercube", "sobol"):
        assert sampled(fixed, method, 4, seed=0)["f"].tolist() == [7.0] * 4


@pytest.mark.parametrize(
    ("dimensions", "method", "points", "rule"),
    [
        ([UNIFORM], "sobl", 8, "did you mean sobol"),
        ([UNIFORM], "sobol", 100, "64 or 128"),
        ([UNIFORM], "monte_carlo", 0, "points = 0"),
        ([WEIGHTS], "full_factorial", 0, "no levels"),
        ([UNIFORM._replace(levels=10_000)] * 2, "full_factorial", 0, "at most"),
    ],
)
def test_a_design_that_cannot_be_is_refused(
    dimensions: list[Dimension], method: str, points: int, rule: str
) -> None:
    with pytest.raises(ScenarioError, match=rule):
        sampled(dimensions, method, points, seed=0)


def test_a_missing_library_is_named_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import importlib

    def absent(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", absent)
    with pytest.raises(UsageError, match=r"interregnum\[stats\]"):
        sampled([UNIFORM], "sobol", 8, seed=0)
    assert len(sampled([UNIFORM], "monte_carlo", 8, seed=0)["u"]) == 8
