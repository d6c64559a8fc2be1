"""Banks and records are refused unless their arrays fit."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from interregnum.calibration.material import Bank, Observed
from interregnum.errors import ScenarioError
from unit.calibration.known import FACTS, NAMES, linear, linear_bank


def test_facts_of_another_shape_are_refused() -> None:
    bank = linear_bank(30)
    with pytest.raises(ScenarioError, match="30 points, 8 names"):
        dataclasses.replace(bank, facts=bank.facts[:, :-1])


def test_a_fact_without_an_error_is_refused() -> None:
    bank = linear_bank(30)
    errors = bank.errors.copy()
    errors[3, 2] = np.nan
    with pytest.raises(ScenarioError, match="no standard error"):
        dataclasses.replace(bank, errors=errors)


def test_a_point_outside_the_cube_is_refused() -> None:
    bank = linear_bank(30)
    with pytest.raises(ScenarioError, match="outside the unit cube"):
        dataclasses.replace(bank, places=bank.places + 1.0)


def test_a_choice_of_facts_keeps_their_order() -> None:
    bank = linear_bank(30).only(["fact 5", "fact 1"])
    assert bank.names == ("fact 5", "fact 1")
    np.testing.assert_array_equal(bank.facts, linear_bank(30).facts[:, [5, 1]])
    with pytest.raises(ScenarioError, match="no fact fact 9"):
        bank.only(["fact 9"])


def test_the_error_of_a_panel_is_the_median_of_the_points_that_have_the_fact() -> None:
    facts = np.array([[0.0], [1.0], [np.nan], [2.0]])
    errors = np.array([[1.0], [2.0], [9.0], [4.0]])
    bank = Bank(places=np.zeros((4, 1)), facts=facts, errors=errors, names=("a",))
    assert bank.panel_error().tolist() == [2.0]


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ({"weights": np.zeros(FACTS)}, "weight is not in"),
        ({"values": np.full(FACTS, np.nan)}, "not finite"),
        ({"values": np.zeros(FACTS - 1)}, "do not fit 8 facts"),
        ({"discrepancy": np.full(FACTS, -1.0)}, "discrepancy below 0"),
        ({"covariance": np.ones((FACTS, FACTS)), "discrepancy": np.zeros(FACTS)}, "eigenvalue"),
    ],
)
def test_a_record_that_cannot_be_fitted_is_refused(change: dict[str, object], match: str) -> None:
    with pytest.raises(ScenarioError, match=match):
        dataclasses.replace(linear().observed, **change)


def test_a_panel_as_data_has_its_own_errors_and_the_correlations_of_the_record() -> None:
    observed = linear().observed
    errors = np.linspace(0.1, 0.8, FACTS)
    values = np.arange(FACTS, dtype=float)
    values[4] = np.nan
    data = observed.scatter_of_panel(values, errors)
    spread = np.sqrt(np.diag(data.covariance))
    assert spread[[0, 7]] == pytest.approx([0.1, 0.8], rel=1e-6)
    assert data.covariance[0, 7] == pytest.approx(0.4 * 0.1 * 0.8)
    assert data.covariance[4, 0] == 0.0
    assert spread[4] == pytest.approx(1e3)
    assert not data.discrepancy.any()
    assert isinstance(data, Observed)
    assert data.names == NAMES
