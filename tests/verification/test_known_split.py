"""The parts of a variance, and the skill of forecasts, where mathematics gives them."""

from __future__ import annotations

import numpy as np
import pytest

from interregnum.experiments.skill import skill
from interregnum.experiments.variance_split import split_of

STRUCTURES = np.array([0.0, 1.0, 3.0])
# Y = s + 2x + sx/2 + h + 1.5 e with standard normal x, h and e, and luck e shared by structures.
PARTS = np.array([14 / 9, (2 + 2 / 3) ** 2, 14 / 36, 1.0, 2.25])
SHARES = PARTS / PARTS.sum()


def lived(points: int, seed: int) -> np.ndarray:
    generator = np.random.default_rng(seed)
    x = generator.normal(size=(points, 1, 1, 1))
    h = generator.normal(size=(points, 1, 2, 1))
    e = generator.normal(size=(points, 1, 2, 2))
    s = STRUCTURES[None, :, None, None]
    return s + 2 * x + 0.5 * s * x + h + 1.5 * e


def test_the_parts_are_the_known_ones() -> None:
    found = split_of(lived(4000, 1))
    shares = [part.estimate for part in found.parts.values()]
    assert sum(shares) == pytest.approx(1.0)
    assert shares == pytest.approx(SHARES.tolist(), abs=0.02)
    assert found.variance.estimate == pytest.approx(PARTS.sum(), rel=0.05)


def test_the_parts_are_unbiased_and_their_intervals_hold_them() -> None:
    repeats = 300
    found = [split_of(lived(60, seed)).parts for seed in range(repeats)]
    for share, name in zip(SHARES, found[0], strict=True):
        parts = [each[name] for each in found]
        estimates = np.array([part.estimate for part in parts])
        # Shares are ratios: their bias falls with the number of points.
        assert abs(estimates.mean() - share) < 4 * estimates.std() / repeats**0.5 + 0.5 / 60
        held = np.mean([part.low <= share <= part.high for part in parts])
        assert 0.86 < held < 0.99


def test_a_yes_or_no_outcome_is_split_as_its_chances_say() -> None:
    # A point's chance is .2 or .8; nothing else but the toss: half the points' 0.36 of a variance.
    generator = np.random.default_rng(3)
    chance = generator.choice([0.2, 0.8], size=(3000, 1, 1, 1))
    found = split_of((generator.random((3000, 2, 2, 2)) < chance) * 1.0)
    assert found.parameters.estimate == pytest.approx(0.36, abs=0.03)
    assert found.luck.estimate == pytest.approx(0.64, abs=0.03)
    assert found.strength.estimate == pytest.approx(0.0, abs=0.03)


def test_skills_are_the_known_ones() -> None:
    # Chance .3 + .4 u; the oracle knows u, the observer u with noise of the same spread.
    generator = np.random.default_rng(4)
    u = generator.normal(0.0, 0.3, 3000)
    chance = np.clip(0.5 + 0.4 * u, 0.0, 1.0)
    seen = u + generator.normal(0.0, 0.3, 3000)
    happened = generator.random((3000, 6)) < chance[:, None]
    found = skill(seen[:, None], happened, 0, 90)
    whole = chance.var() / 0.25
    assert found.oracle.estimate == pytest.approx(whole, abs=0.015)
    assert found.observer.estimate == pytest.approx(whole / 2, abs=0.015)
    assert found.oracle.low < whole < found.oracle.high


def test_what_says_nothing_gives_an_observer_no_skill() -> None:
    generator = np.random.default_rng(5)
    chance = generator.random((500, 1))
    happened = generator.random((500, 6)) < chance
    found = skill(generator.random((500, 2)), happened, 0, 90)
    assert found.observer.estimate == pytest.approx(0.0, abs=0.03)
    assert found.oracle.estimate == pytest.approx(1 / 3, abs=0.06)
