"""The audit that every backtest goes through first: does a covariate look ahead?

A covariate gets a view cut at the day of the forecast, in which no day may lie on that day or
after. Three checks find a covariate that looks past the view: taking what came later out of the
tables must not change it; neither must new numbers for the countries, nor another order of the
rows, which a covariate that kept a table of its own from before the cut would trip over.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interregnum.errors import ScenarioError
from interregnum.evidence.forecast.known import (
    Cases,
    Covariate,
    Day,
    Days,
    Known,
    Tables,
    View,
    as_known,
    without_later,
)
from interregnum.evidence.forecast.risk import at_risk

_NEW_NUMBERS = 100_000


def check_no_look_ahead(tables: Tables, covariates: Mapping[str, Covariate], origins: Days) -> None:
    """Refuse covariates that know what came after the day of the forecast.

    Parameters
    ----------
    tables
        The record, not yet cut.
    covariates
        The functions to be audited, by name.
    origins
        Days on which each is computed four ways.

    Raises
    ------
    ScenarioError
        If a table tells of a day that had not come, or a covariate differs between the ways; it
        and the day of forecast are named.
    """
    for origin in origins:
        view = as_known(tables, origin)
        _check_days(view)
        cases = at_risk(view).cases
        ways = _other_ways(tables, view, cases, origin)
        for name, covariate in covariates.items():
            first = _values(name, covariate, view, cases)
            for way, (other, others) in ways.items():
                if not _same(first, covariate, other, others):
                    msg = (
                        f"look-ahead: covariate {name} on {origin} changes {way}; it reads what "
                        "was not known on that day: let it use the view that it is given and "
                        "nothing else"
                    )
                    raise ScenarioError(msg)


def _check_days(view: View) -> None:
    """Refuse a view that holds a day to come, as the end of a spell written into its first row."""
    for name, table in view.tables.items():
        for column, values in table.columns.items():
            ahead = values >= view.day if values.dtype.kind == "M" else np.zeros(0, dtype=bool)
            if ahead.any():
                msg = (
                    f"look-ahead: table {name}, column {column} tells of {values[ahead][0]} on "
                    f"{view.day}, before it came; say from which day the column is known"
                )
                raise ScenarioError(msg)


def _values(name: str, covariate: Covariate, view: View, cases: Cases) -> NDArray[np.float64]:
    values = covariate(view, cases)
    if values.shape != (len(cases),):
        msg = f"covariate {name}: {values.shape} values for {len(cases)} rulers; give one each"
        raise ScenarioError(msg)
    return values


def _other_ways(
    tables: Tables, view: View, cases: Cases, origin: Day
) -> dict[str, tuple[View, Cases]]:
    cut = as_known(without_later(tables, origin), origin)
    renamed = View(origin, {name: _renamed(table) for name, table in view.tables.items()})
    moved = Cases(cases.country + _NEW_NUMBERS, cases.ruler, cases.regime)
    orders = {
        name: np.random.default_rng(place).permutation(len(table))
        for place, (name, table) in enumerate(sorted(view.tables.items()))
    }
    mixed = View(origin, {name: _in_order(view[name], order) for name, order in orders.items()})
    places = {name: np.argsort(order) for name, order in orders.items()}
    ordered = Cases(cases.country, places["rulers"][cases.ruler], places["regimes"][cases.regime])
    return {
        "when what came later is taken out of the tables": (cut, at_risk(cut).cases),
        "when the countries get other numbers": (renamed, moved),
        "when the rows of the tables are shuffled": (mixed, ordered),
    }


def _renamed(table: Known) -> Known:
    columns: dict[str, NDArray[Any]] = dict(table.columns)
    if "country" in columns:
        columns["country"] = columns["country"] + _NEW_NUMBERS
    return Known(columns, table.since, {}, table.covers)


def _in_order(table: Known, order: NDArray[np.intp]) -> Known:
    columns = {name: values[order] for name, values in table.columns.items()}
    return Known(columns, table.since[order], {}, table.covers)


def _same(first: NDArray[np.float64], covariate: Covariate, view: View, cases: Cases) -> bool:
    try:
        other = covariate(view, cases)
    except (IndexError, KeyError, ValueError):
        # It looked something up in a table that is not the view's.
        return False
    return other.shape == first.shape and bool(np.array_equal(first, other, equal_nan=True))
