"""The twelve fitted parameters: fixed beforehand, known to the model, and mapped both ways."""

from __future__ import annotations

import numpy as np
import pytest

from interregnum.calibration.fitted import FITTED, NAMES, fitted_named, from_unit, to_unit
from interregnum.errors import ScenarioError
from interregnum.scenario.parameters import declared_table


def test_there_are_twelve_and_each_name_stands_once() -> None:
    assert len(FITTED) == len(set(NAMES)) == 12
    assert [row.regime_type for row in FITTED[:4]] == ["personal", "military", "party", None]
    assert all(row.regime_type is None for row in FITTED[3:])


def test_the_model_knows_each_by_its_symbol_and_unit() -> None:
    declared = {row.name: row for row in declared_table()}
    for row in FITTED:
        found = declared[row.parameter]
        assert (found.symbol, found.unit) == (row.symbol, row.unit)
        assert row.low <= found.value <= row.high


def test_the_ends_of_the_cube_are_the_ends_of_the_priors() -> None:
    assert from_unit(np.zeros((1, 12)))[0] == pytest.approx([row.low for row in FITTED])
    assert from_unit(np.ones((1, 12)))[0] == pytest.approx([row.high for row in FITTED])


def test_a_way_there_and_back_changes_nothing() -> None:
    places = np.random.default_rng(1).random((50, 12))
    np.testing.assert_allclose(to_unit(from_unit(places)), places, atol=1e-12)


def test_the_ends_themselves_can_be_mapped_back() -> None:
    ends = np.array([[0.0] * 12, [1.0] * 12])
    np.testing.assert_allclose(to_unit(from_unit(ends)), ends, atol=1e-12)


def test_a_log_uniform_prior_has_its_geometric_mean_in_the_middle() -> None:
    at = NAMES.index("public_signal.margin_precision")
    assert from_unit(np.full((1, 12), 0.5))[0, at] == pytest.approx(np.sqrt(0.5 * 20.0))


def test_a_value_outside_its_prior_is_refused_by_name() -> None:
    values = from_unit(np.full((1, 12), 0.5))
    values[0, NAMES.index("attempt_chance.sharpness")] = 3.5
    with pytest.raises(ScenarioError, match=r"attempt_chance\.sharpness = 3\.5.* from 0\.0 to 3"):
        to_unit(values)


@pytest.mark.parametrize("shape", [(12,), (3, 11)])
def test_another_shape_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ScenarioError, match="one column a fitted parameter"):
        from_unit(np.zeros(shape))


def test_a_place_outside_the_cube_is_refused() -> None:
    with pytest.raises(ScenarioError, match="outside the unit cube"):
        from_unit(np.full((1, 12), 1.5))


def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    with pytest.raises(ScenarioError, match=r"did you mean attempt_chance\.sharpness"):
        fitted_named("attempt_chance.sharpnes")
