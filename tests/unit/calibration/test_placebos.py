"""Evidence and left-out density, against closed forms."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from scipy.stats import multivariate_normal

from interregnum.calibration.likelihood import Likelihood
from interregnum.calibration.placebos import compared, left_out_density
from interregnum.errors import ScenarioError
from unit.calibration.known import FACTS, exact, linear, slopes


def null(likelihood: Likelihood) -> Likelihood:
    """Return the model in which no parameter matters: all facts at the cube's middle."""
    middle = slopes() @ np.full(3, 0.5)

    def predict(places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        mean = np.repeat(middle[None], len(places), axis=0)
        return mean, likelihood.predict(places)[1]

    return dataclasses.replace(likelihood, predict=predict)


def test_the_evidence_is_the_exact_one_and_the_gain_its_difference() -> None:
    likelihood = linear(0.05)
    poor = null(likelihood)
    _, _, evidence = exact(likelihood)
    known = float(poor.log(np.full((1, 3), 0.5))[0])
    rows = {row.name: row for row in compared({"full": likelihood, "null": poor}, reference="full")}
    assert abs(rows["full"].log_evidence - evidence) < 4 * rows["full"].evidence_error + 1e-3
    assert rows["null"].log_evidence == pytest.approx(known, abs=1e-6)
    assert rows["null"].evidence_gain == pytest.approx(evidence - known, abs=0.2)
    assert rows["full"].evidence_gain == rows["full"].predictive_gain == 0.0


def test_a_model_without_parameters_has_the_density_of_each_fact_given_the_others() -> None:
    poor = null(linear(0.2))
    found = left_out_density(poor, np.full((1, 3), 0.5))[0]
    mean, variance = poor.predict(np.full((1, 3), 0.5))
    total, values = poor.covariance(variance)[0], poor.observed.values
    for at in range(FACTS):
        rest = np.delete(np.arange(FACTS), at)
        whole = multivariate_normal(mean[0], total).logpdf(values)
        others = multivariate_normal(mean[0, rest], total[np.ix_(rest, rest)]).logpdf(values[rest])
        assert found[at] == pytest.approx(whole - others, abs=1e-9)
    row = compared({"null": poor}, reference="null")[0]
    assert row.log_predictive == pytest.approx(found.sum(), abs=1e-6)


def test_left_out_facts_are_predicted_as_by_a_fit_without_them() -> None:
    likelihood = linear(0.1)
    row = compared({"full": likelihood}, reference="full", enough=8_000)[0]
    total = 0.0
    effects, observed = slopes(), likelihood.observed
    noise = likelihood.covariance(likelihood.predict(np.zeros((1, 3)))[1])[0]
    # With a prior so wide that it has no edge, facts and parameters are jointly normal.
    spread = effects @ effects.T * 1e4 + noise
    centre = effects @ np.full(3, 0.5)
    precision = np.linalg.inv(spread)
    off = precision @ (observed.values - centre)
    own = np.diag(precision)
    total = float(np.sum(0.5 * (np.log(own / (2 * np.pi)) - off**2 / own)))
    assert row.effective > 500
    assert row.log_predictive == pytest.approx(total, abs=0.15)


def test_models_of_other_data_are_not_compared() -> None:
    likelihood = linear()
    other = likelihood.for_data(likelihood.observed.with_values(np.zeros(FACTS)))
    with pytest.raises(ScenarioError, match="other facts than full"):
        compared({"full": likelihood, "other": other}, reference="full")
    with pytest.raises(ScenarioError, match="no model best"):
        compared({"full": likelihood}, reference="best")
