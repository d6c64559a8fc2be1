"""Areas under the curves against scikit-learn, ties and weights of countries included."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, roc_auc_score

from interregnum.evidence.forecast.areas import areas, areas_by_block


@pytest.mark.parametrize("digits", [1, 2, 12])
def test_areas_are_those_of_an_independent_library(digits: int) -> None:
    rng = np.random.default_rng(digits)
    forecast = rng.random(400).round(digits)
    came = rng.random(400) < 0.05 + 0.2 * forecast
    found = areas(forecast, came)
    assert found.roc[0] == pytest.approx(roc_auc_score(came, forecast), abs=1e-12)
    assert found.precision[0] == pytest.approx(average_precision_score(came, forecast), abs=1e-12)


def test_a_country_drawn_twice_counts_twice() -> None:
    rng = np.random.default_rng(1)
    forecast, block = rng.random(300).round(1), rng.integers(0, 12, 300)
    came = rng.random(300) < forecast / 3
    weights = rng.multinomial(12, np.full(12, 1 / 12), size=20).astype(float)
    found = areas_by_block(forecast, came, block, weights)
    for draw, row in enumerate(weights):
        own = row[block]
        roc = roc_auc_score(came, forecast, sample_weight=own)
        precision = average_precision_score(came, forecast, sample_weight=own)
        assert found.roc[draw] == pytest.approx(roc, abs=1e-12)
        assert found.precision[draw] == pytest.approx(precision, abs=1e-12)


def test_one_forecast_for_all_orders_nothing() -> None:
    found = areas(np.full(10, 0.2), np.arange(10) < 3)
    assert (found.roc[0], found.precision[0]) == (0.5, pytest.approx(0.3))


def test_without_an_event_there_is_no_area() -> None:
    found = areas(np.array([0.1, 0.2]), np.array([False, False]))
    assert np.isnan(found.roc[0])
    assert np.isnan(found.precision[0])
