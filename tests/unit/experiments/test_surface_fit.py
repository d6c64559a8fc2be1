"""Fits of effect surfaces: a known surface is found, and noise is called noise."""

from __future__ import annotations

import numpy as np
import pytest

from interregnum.experiments.surface import Input, Readings
from interregnum.experiments.surface_fit import Surface, fit_surface

RUNS = 2000


def readings(seed: int, *, slope: float, rule: float) -> Readings:
    """Return differences of -1, 0 or 1 whose mean rises with one input, and differs by a rule."""
    random = np.random.default_rng(seed)
    inputs = [Input(f"some.noise_{k}", "1", random.uniform(size=RUNS)) for k in range(10)]
    carrier = Input("some.carrier", "1", np.exp(random.uniform(0.0, 2.0, RUNS)), is_log=True)
    chosen = Input("rule", "1", random.integers(0, 3, RUNS).astype(float), ("a", "b", "c"))
    chance = 0.1 + slope * np.log(carrier.values) + rule * (chosen.values == 2.0)
    hit = random.uniform(size=RUNS) < np.abs(chance)
    return Readings("removed", "1", hit * np.sign(chance), (*inputs, carrier, chosen))


@pytest.fixture(scope="module")
def found() -> Surface:
    return fit_surface(readings(1, slope=0.2, rule=0.3))


def test_a_known_surface_beats_the_constant_by_what_it_explains(found: Surface) -> None:
    assert found.shows
    # The surface's own variance over that of the differences: what a perfect fit would save.
    data = readings(1, slope=0.2, rule=0.3)
    carrier, rule = data.inputs[-2].values, data.inputs[-1].values
    truth = np.minimum(0.1 + 0.2 * np.log(carrier) + 0.3 * (rule == 2.0), 1.0)
    most = truth.var() / data.differences.var()
    gain = found.chosen.gain
    assert gain.low < most < gain.high
    assert gain.high - gain.low < most


def test_what_carries_the_effect_comes_first_and_alone_is_sure(found: Surface) -> None:
    names = [row.name for row in found.importances]
    assert set(names[:2]) == {"some.carrier", "rule"}
    assert all(row.loss.low > 0.0 for row in found.importances[:2])
    assert sum(row.loss.low > 0.0 for row in found.importances[2:]) <= 1


def test_dependence_on_a_known_surface_is_its_own(found: Surface) -> None:
    by_name = {row.input.name: row for row in found.dependences}
    rows = by_name["rule"].fitted
    assert rows[2].estimate - rows[0].estimate == pytest.approx(0.3, abs=0.06)
    curve = by_name["some.carrier"]
    rise = curve.fitted[-1].estimate - curve.fitted[0].estimate
    assert rise == pytest.approx(0.2 * np.log(curve.points[-1] / curve.points[0]), abs=0.08)
    assert sum(part.runs for part in curve.seen) == RUNS


def test_predictions_for_unseen_runs_are_calibrated(found: Surface) -> None:
    inside = [part.effect.low - 0.03 <= part.at <= part.effect.high + 0.03 for part in
              found.calibration]  # fmt: skip
    assert all(inside)
    assert found.calibration[-1].at - found.calibration[0].at > 0.3


def test_the_same_readings_give_the_same_surface() -> None:
    data = readings(3, slope=0.1, rule=0.0)
    assert fit_surface(data).candidates == fit_surface(data).candidates


def test_noise_does_not_beat_the_constant() -> None:
    found = fit_surface(readings(5, slope=0.0, rule=0.0))
    assert not found.shows
    assert found.importances == ()
    assert found.chosen.gain.low <= 0.0
