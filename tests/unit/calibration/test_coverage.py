"""Coverage on design points that the emulator has not seen."""

from __future__ import annotations

import dataclasses
from typing import Literal

import numpy as np
import pytest

from interregnum.calibration.coverage import Coverage, coverage
from interregnum.calibration.emulator import fit_emulator
from interregnum.errors import ScenarioError
from unit.calibration.known import linear, linear_bank

BANK = linear_bank(250, 0.3)


@pytest.mark.parametrize("scatter", ["panel", "record"])
def test_intervals_of_a_right_emulator_cover(scatter: Literal["panel", "record"]) -> None:
    # Panels of this bank have independent errors; so has the record, then.
    observed = linear(0.3).observed
    apart = dataclasses.replace(observed, covariance=np.diag(np.diag(observed.covariance)))
    emulator = fit_emulator(BANK, held_out=0.3, seed=1)
    found = coverage(emulator, BANK, apart, sets=50, scatter=scatter, seed=2)
    assert found.all_passed
    assert found.sets == 50
    assert found.effective > 300


def test_panels_that_scatter_more_than_they_say_are_not_covered() -> None:
    bank = linear_bank(250, 0.1)
    wrong = dataclasses.replace(bank, errors=0.35 * bank.errors)
    emulator = fit_emulator(bank, held_out=0.3, seed=1)
    found = coverage(emulator, wrong, linear(0.1).observed, sets=50, seed=2)
    assert found.pooled < 0.8
    assert not found.all_passed


def test_a_point_without_a_case_still_makes_a_data_set() -> None:
    facts = BANK.facts.copy()
    facts[::2, 1] = np.nan
    bank = dataclasses.replace(BANK, facts=facts)
    emulator = fit_emulator(bank, held_out=0.1, seed=1)
    found = coverage(emulator, bank, linear(0.3).observed, sets=10, seed=2)
    assert 0.5 < found.pooled <= 1.0


def test_more_sets_than_points_held_out_are_refused() -> None:
    emulator = fit_emulator(BANK, held_out=0.1)
    with pytest.raises(ScenarioError, match="25 design points are held out, 50 are asked for"):
        coverage(emulator, BANK, linear().observed)


def of(*counts: int) -> Coverage:
    shares = tuple(count / 50 for count in counts)
    return Coverage(
        shares=shares, pooled=float(np.mean(shares)), sets=50, level=0.9, effective=600.0
    )


def test_a_parameter_may_leave_the_bounds_by_chance_but_not_by_far() -> None:
    found = of(45, 50, 39, 30)
    assert [found.strictly(at) for at in range(4)] == [True, False, False, False]
    assert [found.passed(at) for at in range(4)] == [True, True, True, False]


def test_the_pooled_share_has_no_such_allowance() -> None:
    assert of(45, 45, 46).all_passed
    assert not of(50, 49, 49).all_passed
    assert not of(39, 39, 40).all_passed
