"""The skill of foretelling a mode, where mathematics gives it."""

from __future__ import annotations

import numpy as np
import pytest

from interregnum.experiments.mode_skill import ModeSkill, mode_skill

# A past is of kind A or B, each as likely; modes 4, 5 and 6 then have these chances.
CHANCES = np.array([[0.7, 0.2, 0.1], [0.1, 0.3, 0.6]])
MODES = np.array([4, 5, 6])
# A removal comes with these chances: A has three times as many as B.
REMOVAL = np.array([0.9, 0.3])


def lived(pasts: int, futures: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return each past's kind and the modes of its futures."""
    generator = np.random.default_rng(seed)
    kinds = generator.integers(0, 2, pasts)
    drawn = generator.random((pasts, futures, 1))
    which = (drawn > CHANCES[kinds].cumsum(axis=1)[:, None, :-1]).sum(axis=2)
    came = generator.random((pasts, futures)) < REMOVAL[kinds][:, None]
    return kinds, np.where(came, MODES[which], -1)


def known_skill(futures: int) -> float:
    """Return the oracle's skill: pasts count as often as they have removals, from two on."""
    weights = futures * REMOVAL - futures * REMOVAL * (1.0 - REMOVAL) ** (futures - 1)
    weights = weights / weights.sum()
    grand = ((weights @ CHANCES) ** 2).sum()
    return float((weights @ (CHANCES**2).sum(axis=1) - grand) / (1.0 - grand))


def test_skills_of_modes_are_the_known_ones() -> None:
    kinds, modes = lived(4000, 6, 1)
    found = mode_skill(kinds[:, None].astype(float), modes, 30, 700)
    assert found.oracle.estimate == pytest.approx(known_skill(6), abs=0.015)
    assert found.oracle.low < known_skill(6) < found.oracle.high
    # Who sees the kind knows the chances, and with them all that an oracle knows.
    assert found.observer.estimate == pytest.approx(known_skill(6), abs=0.015)
    assert (found.at, found.within) == (30, 700)
    assert sum(found.shares.values()) == pytest.approx(1.0)


def test_an_observer_who_sees_a_part_has_a_part_of_the_skill() -> None:
    kinds, modes = lived(4000, 6, 2)
    # He is shown the wrong kind once in four: chances in between, at half the distance.
    wrong = np.random.default_rng(3).random(4000) < 0.25
    found = mode_skill((kinds ^ wrong)[:, None].astype(float), modes, 0, 730)
    assert 0.15 * known_skill(6) < found.observer.estimate < 0.45 * known_skill(6)
    blind = mode_skill(np.random.default_rng(4).random((4000, 2)), modes, 0, 730)
    assert blind.observer.estimate == pytest.approx(0.0, abs=0.01)
    assert blind.oracle == found.oracle


def test_the_skill_of_an_oracle_does_not_depend_on_the_number_of_futures() -> None:
    generator = np.random.default_rng(5)
    q = generator.dirichlet([1.0, 2.0, 0.5], 6000)
    known = float((q**2).sum(axis=1).mean() - (q.mean(axis=0) ** 2).sum())
    known /= 1.0 - (q.mean(axis=0) ** 2).sum()
    for futures in (2, 20):
        drawn = generator.random((6000, futures, 1))
        modes = MODES[(drawn > q.cumsum(axis=1)[:, None, :-1]).sum(axis=2)]
        found = mode_skill(np.zeros((6000, 1)), modes, 0, 730)
        assert found.oracle.estimate == pytest.approx(known, abs=0.02)


def test_intervals_of_the_skill_hold_it() -> None:
    repeats = 200
    found = [mode_skill(np.zeros((80, 1)), lived(80, 4, s)[1], 0, 730) for s in range(repeats)]
    estimates = np.array([each.oracle.estimate for each in found])
    assert abs(estimates.mean() - known_skill(4)) < 4 * estimates.std() / repeats**0.5 + 0.5 / 80
    held = np.mean([each.oracle.low <= known_skill(4) <= each.oracle.high for each in found])
    assert 0.87 < held < 0.99


@pytest.mark.parametrize(
    "modes",
    [
        np.full((50, 4), 5),
        np.full((50, 4), -1),
        np.where(np.arange(50)[:, None] < 3, 4, np.full((50, 4), 5)),
        np.where(np.arange(4)[None] < 1, 4, np.full((50, 4), -1)),
    ],
)
def test_where_modes_hardly_differ_there_is_no_skill(modes: np.ndarray) -> None:
    found: ModeSkill = mode_skill(np.zeros((50, 1)), modes, 0, 730)
    assert np.isnan([found.oracle.estimate, found.observer.estimate]).all()
