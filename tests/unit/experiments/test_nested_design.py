"""Rulers are what runs draw before day 0, and structures share them, draw for draw."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import interregnum as ir
from interregnum.engine.mean_field import run_lives
from interregnum.engine.series import SERIES
from interregnum.errors import ScenarioError
from interregnum.experiments.nested_design import Nesting
from interregnum.kernels.scalar import Target


def asked(**changes: Any) -> Nesting:
    whole: dict[str, Any] = {
        "scenario": ir.load("mutiny-2023").scenario,
        "points": 10,
        "structures": {"selection": ["largest", "smallest"]},
        "seed": 7,
    }
    return Nesting(**{**whole, **changes})


def test_lives_share_their_ruler_and_rulers_their_point() -> None:
    given = asked()
    lives = given.design()
    batch = run_lives(given.plan, 7, lives, Target.CPU, series=True)
    assert batch.paths is not None
    names = [series.name for series in SERIES]
    strength = batch.paths[:, names.index("strength.true"), 0].reshape(given.shape)
    types = np.array(lives.given["start.type_mean"]).reshape(given.shape)
    assert (types == types[:, :1, :1, :1]).all()
    open_still = np.isfinite(strength).all(axis=(1, 2, 3))
    assert open_still.any()
    # One day moves strength by hundredths; rulers of one type differ by tenths.
    between_lives = np.abs(np.diff(strength[open_still], axis=3)).mean()
    between_rulers = np.abs(np.diff(strength[open_still], axis=2)).mean()
    assert 0.0 < between_lives < 0.2 * between_rulers
    assert strength[open_still][:, 0] == pytest.approx(strength[open_still][:, 1])


def test_every_life_has_draws_of_its_own_shared_by_structures() -> None:
    given = asked()
    fork = given.design().fork
    assert fork is not None
    fresh = np.array(fork.numbers).reshape(given.shape)
    assert (fresh[:, 0] == fresh[:, 1]).all()
    assert len(set(fresh[:, 0].ravel().tolist())) == 10 * 2 * 2


def test_a_split_runs_and_adds_up() -> None:
    found = asked(outcomes=("removed", "exit_day")).splits()
    assert set(found) == {"removed", "exit_day"}
    assert sum(p.estimate for p in found["removed"].parts.values()) == pytest.approx(1.0)
    assert asked().runs() == 10 * 2 * 2 * 2


def test_without_structures_the_case_is_split_as_it_is() -> None:
    given = asked(structures={})
    assert given.shape == (10, 1, 2, 2)
    assert given.splits()["removed"].structure.estimate == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize(
    ("changes", "way_out"),
    [
        ({"outcomes": ("exit",)}, "did you mean exit_day"),
        ({"outcomes": ()}, "no outcome is named"),
        ({"lives": 1}, "2 lives"),
        ({"points": 5}, "at least 10 points"),
        ({"seed": -1}, "give one in"),
        ({"structures": {"selection": ["focal"]}}, "two or more"),
    ],
)
def test_what_cannot_be_split_is_refused(changes: dict[str, Any], way_out: str) -> None:
    with pytest.raises(ScenarioError, match=way_out):
        asked(**changes)
