"""The walkers find the exact posterior of a linear problem, twice the same, resumed or not."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from interregnum.calibration.likelihood import Likelihood
from interregnum.calibration.sampling import Plan, sampled_posterior
from interregnum.errors import ScenarioError
from unit.calibration.known import exact, linear

SHORT = Plan(seed=5, walkers=12, steps=60, chunk=20, draws=200)


def test_mean_and_covariance_are_the_exact_ones() -> None:
    likelihood = linear(0.06)
    mean, spread, _ = exact(likelihood)
    found = sampled_posterior(likelihood, Plan(seed=1, walkers=48, steps=1_200))
    assert found.checks.converged
    errors = np.sqrt(np.diag(spread) / found.checks.effective)
    assert (np.abs(found.places.mean(axis=0) - mean) < 5 * errors).all()
    scale = np.sqrt(np.outer(np.diag(spread), np.diag(spread)))
    off = np.abs(np.cov(found.places.T) - spread) / scale
    assert (off < 5 * np.sqrt(2 / found.checks.effective)).all()
    assert found.places.shape == (4_000, 3)
    np.testing.assert_allclose(found.log_likelihood, likelihood.log(found.places), rtol=1e-9)


def test_the_same_seed_gives_the_same_draws_and_another_seed_others() -> None:
    once, again = (sampled_posterior(linear(), SHORT) for _ in range(2))
    np.testing.assert_array_equal(once.places, again.places)
    other = sampled_posterior(linear(), dataclasses.replace(SHORT, seed=6))
    assert (other.places != once.places).any()


@pytest.mark.parametrize("calls", [30, 90, 200])
def test_a_resumed_chain_is_the_uninterrupted_one(calls: int, tmp_path: Path) -> None:
    whole = sampled_posterior(linear(), SHORT)
    left = [calls]

    def failing(places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        return linear().predict(places)

    broken = Likelihood(failing, linear().observed, 3)
    with pytest.raises(KeyboardInterrupt):
        sampled_posterior(broken, SHORT, checkpoints=tmp_path)
    resumed = sampled_posterior(linear(), SHORT, checkpoints=tmp_path)
    np.testing.assert_array_equal(resumed.places, whole.places)
    assert resumed.checks == whole.checks


def test_a_finished_chain_is_not_run_again(tmp_path: Path) -> None:
    once = sampled_posterior(linear(), SHORT, checkpoints=tmp_path)
    files = sorted(tmp_path.iterdir())
    assert [path.name for path in files] == ["start-0.npz", "start-1.npz"]
    before = [path.stat().st_mtime_ns for path in files]
    again = sampled_posterior(linear(), SHORT, checkpoints=tmp_path)
    np.testing.assert_array_equal(once.places, again.places)
    assert [path.stat().st_mtime_ns for path in files] == before


def test_the_checkpoint_of_another_record_is_refused(tmp_path: Path) -> None:
    sampled_posterior(linear(), SHORT, checkpoints=tmp_path)
    with pytest.raises(ScenarioError, match="checkpoint of another chain"):
        sampled_posterior(linear(0.2), SHORT, checkpoints=tmp_path)


def test_a_torn_checkpoint_is_refused_by_name(tmp_path: Path) -> None:
    sampled_posterior(linear(), SHORT, checkpoints=tmp_path)
    path = tmp_path / "start-0.npz"
    path.write_bytes(path.read_bytes()[:500])
    with pytest.raises(ScenarioError, match=r"start-0\.npz: is no whole checkpoint"):
        sampled_posterior(linear(), SHORT, checkpoints=tmp_path)


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ({"walkers": 4}, "at least 6"),
        ({"walkers": 13}, "even number"),
        ({"starts": 3}, "1 or 2 starts"),
        ({"chunk": 0}, "chunk = 0"),
        ({"burn_share": 0.95}, "burn_share"),
    ],
)
def test_a_plan_that_cannot_be_carried_out_is_refused(change: dict[str, float], match: str) -> None:
    with pytest.raises(ScenarioError, match=match):
        sampled_posterior(linear(), dataclasses.replace(SHORT, **change))
