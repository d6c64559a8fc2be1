"""The mean-field rules together keep what the model promises of them."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
from scipy.special import ndtri

from coordination_day import reads_of
from interregnum.formulae import belief as beliefs
from interregnum.formulae import diffusion, grid_thresholds
from interregnum.formulae.belief import FORM, ON_GRID, Belief
from interregnum.formulae.belief_game import play_threshold, share_acting_on_grid
from interregnum.formulae.diffusion import diffuse
from interregnum.formulae.likelihood import tabulate_likelihood
from interregnum.formulae.march import Battle, strength_overcome
from interregnum.formulae.view import Onlooker
from interregnum.kernels.random import Address
from interregnum.kernels.scalar import Target, compiled
from interregnum.mechanisms import collapse, coordination
from workspaces import classes_of, empty_game, gaussian_belief, masses, road_of

LAND = Address(7, 0, 0)


def mix(weights: list[float]) -> dict[str, float]:
    names = ("weight_citizens", "weight_elites", "weight_units")
    return dict(zip(names, weights, strict=True))


def played(
    belief: Belief, strength: float, params: coordination.Params, selection: float = 2.0
) -> tuple[coordination.Reads, coordination.Writes]:
    """Return what the coordination rule says at a strength."""
    reads = reads_of(
        belief,
        cost_elites=float(ndtri(params.cost_elites)),
        cost_units=float(ndtri(params.cost_units)),
        strength=strength,
        selection=selection,
    )
    return reads, coordination.rule(reads, params, LAND)


def falls(out: coordination.Writes, strength: float, params: coordination.Params) -> bool:
    reads = collapse.Reads(
        **mix([params.weight_citizens, params.weight_elites, params.weight_units]),
        share_citizens=out.share_citizens,
        share_elites=out.share_elites,
        share_units=out.share_units,
        threshold=out.threshold,
        strength=strength,
        initiator=2.0,
        expectation=0.0,
        last_size=0.0,
        opportunities=0.0,
    )
    return collapse.rule(reads, collapse.Params(luck_spread=0.0), LAND).removed > 0.0


def drawn_params(draw: random.Random) -> coordination.Params:
    weights = [draw.gammavariate(a, 1.0) for a in (5, 6, 9)]
    return coordination.Params()._replace(
        **mix([w / sum(weights) for w in weights]),
        precision_citizens=draw.uniform(2.0, 12.0),
        precision_elites=draw.uniform(10.0, 80.0),
        precision_units=draw.uniform(10.0, 80.0),
        cost_citizens=draw.uniform(0.6, 0.9),
        cost_elites=draw.uniform(0.45, 0.75),
        cost_units=draw.uniform(0.45, 0.8),
        cost_spread=draw.uniform(0.4, 1.0),
    )


def test_the_regime_falls_exactly_below_the_threshold() -> None:
    """X ≥ θ iff θ ≤ θ*, with the shares at the truth: both sides of 200 thresholds."""
    draw = random.Random(1)
    looked_at = 0
    for _ in range(200):
        params = drawn_params(draw)
        belief = gaussian_belief(draw.uniform(0.1, 0.9), draw.uniform(4.0, 30.0))
        threshold = played(belief, 0.5, params)[1].threshold
        if threshold == 0.0:
            continue
        looked_at += 1
        for step in (1e-9, 1e-3, 0.1, 0.5):
            below = played(belief, threshold - step, params)[1]
            above = played(belief, threshold + step, params)[1]
            assert falls(below, threshold - step, params)
            assert not falls(above, threshold + step, params)
    assert looked_at > 50


def test_without_a_threshold_nobody_acts_and_nothing_falls() -> None:
    params = coordination.Params()
    belief = gaussian_belief(2.0, 30.0)
    out = played(belief, 0.3, params)[1]
    assert out.threshold == 0.0
    assert out[3:6] == (0.0, 0.0, 0.0)
    assert not falls(out, 0.3, params)


def test_a_quiet_belief_keeps_its_probability_of_a_fall() -> None:
    """Applied lazily: any days skipped, the stationary belief gives one P_b."""
    belief = gaussian_belief(0.6, 12.0)
    before = beliefs.share_below(belief, 0.2)
    for days in (1.0, 30.0, 365.0, 0.5):
        diffuse(belief, 0.6, 3.0, 12.0, days)
        assert beliefs.share_below(belief, 0.2) == pytest.approx(before, rel=1e-13)


def test_precise_private_news_leaves_only_costs() -> None:
    """β → ∞: θ* → 1 - Σ w Φ(μ/√(1+σ²)), .280229 for the three classes of the text."""
    params = coordination.Params()._replace(
        precision_citizens=1e12,
        precision_elites=1e12,
        precision_units=1e12,
        shift_regime=0.0,
        shift_democratic=0.0,
    )
    out = played(gaussian_belief(0.5, 4.0), 0.5, params)[1]
    assert out.threshold == pytest.approx(0.280229, abs=1e-5)


@pytest.mark.parametrize(
    ("precision", "mean", "root"),
    [(12.0, 0.8, 0.035033), (12.0, 0.5, 0.096985), (4.0, 0.5, 0.212273)],
)
def test_citizens_of_one_mind_give_the_published_threshold(
    precision: float, mean: float, root: float
) -> None:
    params = coordination.Params()._replace(shift_regime=0.0, shift_democratic=0.0)
    out = played(gaussian_belief(mean, precision), 0.3, params)[1]
    assert out.threshold == pytest.approx(root, abs=1e-6)
    if (precision, mean) == (4.0, 0.5):
        assert out.share_units == pytest.approx(0.122179, abs=1e-6)


def copy_of(belief: Belief, plain: bool) -> Belief:
    return Belief(*(list(part) if plain else np.array(part, dtype=np.float64) for part in belief))


def day_of_everything(belief: Belief, plain: bool) -> list[Any]:
    """Return every number that a day on the grid gives, for one of the targets."""
    run = (lambda f: f) if plain else (lambda f: compiled(f, Target.CPU))
    game = empty_game([0, 1, 1], [6.0, 40.0], plain)
    classes = classes_of([0.25, 0.3, 0.45], [6.0, 40.0, 40.0], [-0.4, -0.5, -0.6], [0.5] * 3, plain)
    roots = [0.0] * 16 if plain else np.zeros(16)
    run(tabulate_likelihood)(game, 2)
    n, quiet = run(grid_thresholds.find_thresholds_on_grid)(
        belief, game, classes, (3, 2), 0.4, roots
    )
    run(play_threshold)(belief, game, 2, 0.55)
    shares = [run(share_acting_on_grid)(game, (1, 40.0), -0.5, 0.5, x) for x in (0.1, 0.4, 1.2)]
    road = road_of([9000.0, 30000.0])
    if not plain:
        road = type(road)(*(np.array(part) for part in road))
    battle = Battle(Onlooker(1, 40.0, -0.5, 0.5), 0.55, 1.3, 1.0)
    overcome = run(strength_overcome)(belief, game, battle, road, (0, 2, 2e4))
    below = run(beliefs.posterior_below)(belief, overcome, 0.3, 40.0)
    signal = run(beliefs.signal_at_probability)(belief, 0.5, 0.2, 40.0)
    return [n, quiet, *map(float, roots[:n]), *map(float, shares), overcome, below, signal]


@pytest.mark.parametrize("kind", ["cut", "forgotten"])
def test_python_and_compiled_give_the_same_bits(kind: str) -> None:
    results = []
    for plain in (True, False):
        run = (lambda f: f) if plain else (lambda f: compiled(f, Target.CPU))
        belief = copy_of(gaussian_belief(0.5, 30.0), plain)
        run(beliefs.learn_signal)(belief, 0.3, 6.0)
        run(beliefs.learn_survival)(belief, 0.3217)
        run(beliefs.learn_signal)(belief, 0.7, 2.0)
        if kind == "forgotten":
            run(diffusion.diffuse)(belief, 0.55, 3.0, 30.0, 1.0)
            run(diffusion.diffuse)(belief, 0.55, 3.0, 30.0, 30.0)
            run(beliefs.learn_soft_test)(belief, 0.2, 40.0)
        assert belief.summary[FORM] == ON_GRID
        numbers = day_of_everything(belief, plain)
        results.append((numbers, masses(belief).tobytes()))
    assert results[0] == results[1]
