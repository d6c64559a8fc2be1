"""Controls are weighed like the cases, and a case without a control does not count."""

from __future__ import annotations

import numpy as np
import pytest

from interregnum.evidence.estimators.matching import Cells, counted, matched


def test_counts_are_by_country_and_cell() -> None:
    there, came = counted([0, 0, 1], [1, 1, 0], [True, False, True], (2, 2))
    assert there.tolist() == [[0.0, 2.0], [1.0, 0.0]]
    assert came.tolist() == [[0.0, 1.0], [1.0, 0.0]]


def test_controls_like_the_cases_take_a_difference_of_make_up_away() -> None:
    # Within each cell cases and controls fare alike; crude shares differ (0.42 and 0.18).
    cases = np.array([[80.0, 20.0]])
    controls = np.array([[200.0, 800.0]])
    rates = np.array([0.5, 0.1])
    found = matched(Cells(cases, cases * rates, controls, controls * rates), np.ones((1, 1)))
    assert found.cases[0] == pytest.approx(0.42)
    assert found.controls[0] == pytest.approx(0.42)


def test_a_case_without_a_control_in_its_cell_does_not_count() -> None:
    cells = Cells(
        np.array([[1.0, 1.0]]),
        np.array([[0.0, 1.0]]),
        np.array([[4.0, 0.0]]),
        np.array([[1.0, 0.0]]),
    )
    found = matched(cells, np.ones((1, 1)))
    assert (found.cases[0], found.controls[0]) == (0.0, 0.25)


def test_a_draw_without_a_comparable_case_is_no_number() -> None:
    cells = Cells(*(np.array([[1.0], [0.0]]) for _ in range(4)))
    assert np.isnan(matched(cells, np.array([[0.0, 1.0]])).controls[0])
