"""A parameter that no fact depends on keeps its prior, and is told so."""

from __future__ import annotations

import numpy as np
import pytest

from interregnum.calibration.identification import identification
from interregnum.calibration.importance import prior_pool, weighted_posterior
from interregnum.errors import ScenarioError
from unit.calibration.known import linear

MARGIN = "public_signal.margin_precision"
EVEN = np.linspace(0.0, 1.0, 2_001)[:, None]


def test_a_parameter_that_no_fact_depends_on_is_not_identified() -> None:
    likelihood = linear(silent=True)
    found = weighted_posterior(likelihood, prior_pool(likelihood), seed=1, enough=2_000)
    rows = identification({"focal": found.resampled(2_000, seed=1)}, ("a", "b", "silent"))
    assert [row.narrow for row in rows] == [True, True, False]
    assert rows[2].spread_ratio == pytest.approx(1.0, abs=0.05)


def test_a_precision_must_be_narrow_under_every_selection() -> None:
    narrow, wide = 0.3 * EVEN, EVEN
    every = {"focal": narrow, "largest": narrow, "smallest": narrow}
    assert identification(every, (MARGIN,))[0].narrow
    assert not identification({**every, "smallest": wide}, (MARGIN,))[0].narrow
    assert not identification({"focal": narrow}, (MARGIN,))[0].narrow
    assert identification({"focal": narrow}, ("another",))[0].narrow


def test_the_ratio_of_a_uniform_piece_is_its_width() -> None:
    row = identification({"focal": 0.3 * EVEN, "largest": 0.8 * EVEN}, (MARGIN,))[0]
    assert row.spread_ratio == pytest.approx(0.3, rel=1e-3)
    assert dict(row.ratios) == pytest.approx({"focal": 0.3, "largest": 0.8}, rel=1e-3)


def test_the_reference_must_be_there_and_the_shapes_must_fit() -> None:
    with pytest.raises(ScenarioError, match="no posterior under focal"):
        identification({"largest": EVEN}, (MARGIN,))
    with pytest.raises(ScenarioError, match="do not have 2 parameters"):
        identification({"focal": EVEN}, ("a", "b"))
