r"""Case by case: the chance that the frozen model gives a ruler of known type, tenure and past.

The model has no list of covariates. Its chance for a ruler-year is the share of simulated
ruler-years, alike in what an observer knew, that ended so: regime type, time in office, and time
since an attempt on this ruler failed. Worlds at draws of the posterior are pooled, so that a
draw counts in a cell as often as it brings rulers there, which is what Bayes's rule asks for.
Small cells borrow from wider ones:

.. math:: p_{cell} = (k + m \, p_{wider}) / (n + m)

with k events in n ruler-years and m a hundred ruler-years, assumed.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from interregnum.evidence.forecast.known import Cases, Covariate, View
from interregnum.evidence.forecast.panel import Panel

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

TYPES = ("personal", "military", "party", "monarchy")
TENURES = (1.0, 2.0, 5.0, 10.0, 20.0)
SINCE = (1.0, 2.0, 5.0)
"""Years since a failed attempt at which a cell ends; beyond the last counts as none."""
NEVER = 50.0
BORROWED = 100.0
LATE = np.timedelta64(31, "D")


def since_failure(view: View, cases: Cases) -> Floats:
    """Return the logarithm of one plus the years since an attempt on this ruler failed.

    An attempt after his entry, he being still in office, has failed. Fifty years where there was
    none; not a number where the list of attempts ends over a month before the day.
    """
    attempts = view["attempts"]
    if attempts.covers[1] < view.day - LATE:
        return np.full(len(cases), np.nan)
    start = view["rulers"]["start"][cases.ruler]
    years = np.full(len(cases), NEVER)
    dates, country = attempts["date"], attempts["country"]
    for place, gw in enumerate(cases.country):
        own = dates[(country == gw) & (dates > start[place])]
        if len(own):
            elapsed = (view.day - own.max()).astype("timedelta64[D]").astype(float) / 365.25
            years[place] = min(elapsed, NEVER)
    return np.asarray(np.log1p(years))


def model_covariates() -> dict[str, Covariate]:
    """Return what the model's chances are told of a case, by name."""
    from interregnum.evidence.forecast.features import COVARIATES

    names = (*TYPES, "tenure")
    return {name: COVARIATES[name] for name in names} | {"since_failure": since_failure}


class Cells(NamedTuple):
    """Cells of rows: of type, tenure and time since a failure; -1 where one is not known."""

    kind: Ints
    tenure: Ints
    since: Ints


def cells_of(panel: Panel) -> Cells:
    """Return the cell of each row of a panel that has the model's covariates.

    The last cell of ``since`` is no failure within five years.
    """

    def column(name: str) -> Floats:
        found: Floats = panel.values[:, panel.names.index(name)]
        return found

    types = np.column_stack([column(name) for name in TYPES])
    kind = np.where(types.sum(axis=1) == 1.0, types.argmax(axis=1), -1)
    years, since = np.expm1(column("tenure")), np.expm1(column("since_failure"))
    tenure = np.where(np.isnan(years), -1, np.digitize(years, TENURES))
    cell = np.where(np.isnan(since), -1, np.digitize(np.nan_to_num(since), SINCE))
    return Cells(kind, tenure, cell)


class Hazards(NamedTuple):
    """Chances by cell, from simulated ruler-years.

    Parameters
    ----------
    whole
        Of all rows.
    kind
        By type, shape (4,).
    tenured
        By type and tenure, shape (4, 6): for rulers of whom no failure can be known.
    known
        By type, tenure and time since a failure, shape (4, 6, 4).
    rows
        How many simulated ruler-years there were.
    """

    whole: float
    kind: Floats
    tenured: Floats
    known: Floats
    rows: int

    def chances(self, cells: Cells) -> Floats:
        """Return the chance of each row, from the finest cell that it can be put in."""
        kind, tenure, since = cells
        found = np.full(len(kind), self.whole)
        typed = kind >= 0
        found[typed] = self.kind[kind[typed]]
        ruled = typed & (tenure >= 0)
        found[ruled] = self.tenured[kind[ruled], tenure[ruled]]
        told = ruled & (since >= 0)
        found[told] = self.known[kind[told], tenure[told], since[told]]
        return found


def hazards_of(cells: Cells, happened: NDArray[np.bool_]) -> Hazards:
    """Return the chances by cell of simulated ruler-years.

    Parameters
    ----------
    cells
        Of the rows.
    happened
        What came of each.
    """
    kept = (cells.kind >= 0) & (cells.tenure >= 0) & (cells.since >= 0)
    place = tuple(part[kept] for part in cells)
    shape = (len(TYPES), len(TENURES) + 1, len(SINCE) + 1)
    cases, events = np.zeros(shape), np.zeros(shape)
    np.add.at(cases, place, 1.0)
    np.add.at(events, place, happened[kept].astype(float))
    whole = (events.sum() + 0.5) / (cases.sum() + 1.0)
    kind = _borrowing(events.sum((1, 2)), cases.sum((1, 2)), np.full(shape[0], whole))
    tenured = _borrowing(events.sum(2), cases.sum(2), np.repeat(kind[:, None], shape[1], 1))
    # Time since a failure says more than tenure does, so that cells borrow along tenure.
    struck = _borrowing(events.sum(1), cases.sum(1), np.repeat(kind[:, None], shape[2], 1))
    known = _borrowing(events, cases, np.repeat(struck[:, None, :], shape[1], 1))
    return Hazards(float(whole), kind, tenured, known, int(cases.sum()))


def _borrowing(events: Floats, cases: Floats, wider: Floats) -> Floats:
    """Return shares of events, drawn towards those of wider cells."""
    return np.asarray((events + BORROWED * wider) / (cases + BORROWED))
