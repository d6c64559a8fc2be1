"""Chances by cell: shares where there is much to go by, wider cells where there is little."""

from __future__ import annotations

import numpy as np
import pytest

from forecast_record import day, small_record
from interregnum.calibration.later.hazards import (
    BORROWED,
    NEVER,
    Cells,
    cells_of,
    hazards_of,
    model_covariates,
    since_failure,
)
from interregnum.evidence.forecast.known import as_known
from interregnum.evidence.forecast.panel import build_panel, origins_between
from interregnum.evidence.forecast.risk import at_risk


def cells(kind: object, tenure: object, since: object) -> Cells:
    return Cells(*(np.atleast_1d(np.asarray(x)) for x in (kind, tenure, since)))


def test_a_full_cell_has_its_own_share_and_an_empty_one_that_of_a_wider() -> None:
    draws = np.random.default_rng(1)
    n = 200_000
    since = draws.integers(0, 4, n)
    rows = cells(np.zeros(n, int), draws.integers(0, 5, n), since)
    came = draws.random(n) < np.array([0.4, 0.2, 0.1, 0.05])[since]
    found = hazards_of(rows, came)
    assert found.chances(cells([0, 0], [2, 2], [0, 3])) == pytest.approx([0.4, 0.05], abs=0.02)
    # No ruler of the last tenure was simulated: the time since a failure still tells.
    assert found.chances(cells(0, 5, 0))[0] == pytest.approx(0.4, abs=0.02)
    # Nor was a type: the whole stands for it.
    assert found.chances(cells(3, 0, 0))[0] == pytest.approx(came.mean(), abs=0.01)


def test_a_small_cell_borrows_a_hundred_ruler_years() -> None:
    kind = np.zeros(1100, int)
    tenure = np.repeat([0, 1], [1000, 100])
    came = np.repeat([False, True], [1000, 100])
    found = hazards_of(Cells(kind, tenure, np.full(1100, 3)), came)
    wider = found.kind[0]
    assert found.tenured[0, 1] == pytest.approx((100 + BORROWED * wider) / (100 + BORROWED))


def test_where_no_failure_can_be_known_the_chance_is_that_of_type_and_tenure() -> None:
    draws = np.random.default_rng(2)
    n = 50_000
    rows = cells(draws.integers(0, 2, n), draws.integers(0, 6, n), draws.integers(0, 4, n))
    found = hazards_of(rows, draws.random(n) < 0.1)
    chance = found.chances(cells([1, -1], [2, 2], [-1, -1]))
    assert chance.tolist() == [found.tenured[1, 2], found.whole]


def test_an_attempt_that_brought_a_ruler_to_power_is_no_failure_against_him() -> None:
    record = small_record()
    view = as_known(record, day("1976-01-01"))
    cases = at_risk(view).cases
    found = np.expm1(since_failure(view, cases))
    starts = view["rulers"]["start"][cases.ruler]
    for place, country in enumerate(cases.country):
        own = view["attempts"]["country"] == country
        after = view["attempts"]["date"][own & (view["attempts"]["date"] > starts[place])]
        if len(after):
            gone = (view.day - after.max()).astype(float) / 365.25
            assert found[place] == pytest.approx(gone)
        else:
            assert found[place] == pytest.approx(NEVER)


def test_rows_fall_into_cells_of_type_and_tenure() -> None:
    made = build_panel(
        small_record(),
        model_covariates(),
        target="exit",
        step="year",
        origins=origins_between("year", 1955, day("1989-12-31")),
        until=day("1989-12-31"),
    )
    found = cells_of(made)
    years = np.expm1(made.values[:, made.names.index("tenure")])
    assert np.all(found.tenure[years < 1.0] == 0)
    assert np.all(found.tenure[(years >= 5.0) & (years < 10.0)] == 3)
    assert set(found.kind.tolist()) <= {-1, 0, 1, 2, 3}
