"""One row for each ruler of an autocracy and each day of forecast, with what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from interregnum.errors import UsageError, nearest
from interregnum.evidence.forecast.known import Covariate, Day, Days, Tables, View, as_known
from interregnum.evidence.forecast.risk import UNDATED, at_risk, outcome_of

STEPS = {"month": 1, "year": 12}
TARGETS = ("exit", "attempt")
"""What may be asked of a backtest."""
OUTCOMES = {
    "exit": "rulers",
    "irregular_exit": "rulers",
    "attempt": "attempts",
    "breakdown": "regimes",
}
"""What a panel may tell, and the table that says what came."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Covariates and outcomes, one row a ruler and origin, in the order of origins and countries.

    Parameters
    ----------
    target, step
        What is forecast, and how far: ``month`` or ``year``.
    names
        Of the covariates.
    values
        Covariates, shape (rows, covariates); not a number where not known.
    origin, window_end
        First day of each window, and the first day after it.
    country
        Gleditsch-Ward code.
    happened
        Whether the event lies in the window.
    wait
        Years from the origin to the first event by the end of the record; infinite where none
        is recorded by then.
    absent
        Country-origins without a row: spells of (country, first, last, origins, why).
    """

    target: str
    step: str
    names: tuple[str, ...]
    values: NDArray[np.float64]
    origin: Days
    window_end: Days
    country: NDArray[np.int64]
    happened: NDArray[np.bool_]
    wait: NDArray[np.float64]
    absent: tuple[Absent, ...]

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.origin)


class Absent(NamedTuple):
    """Origins in a row for which a country has no forecast."""

    country: int
    first: str
    last: str
    origins: int
    why: str


def origins_between(step: str, first_year: int, until: Day) -> Days:
    """Return the first days of months or years whose windows end by a day.

    >>> [str(day) for day in origins_between("year", 1987, np.datetime64("1989-12-31"))]
    ['1987-01-01', '1988-01-01', '1989-01-01']

    Raises
    ------
    UsageError
        If the step is unknown, or no window fits.
    """
    if step not in STEPS:
        raise UsageError(f"--step {step}: unknown; {nearest(step, STEPS)}")
    months = STEPS[step]
    start = np.datetime64(f"{first_year:04d}-01", "M")
    # The last window may end with the last day itself.
    end = (until + np.timedelta64(1, "D")).astype("datetime64[M]")
    count = max(0, int((end - start).astype(np.int64)) // months)
    if count == 0:
        msg = f"no whole {step} lies between {first_year} and {until}; take an earlier first year"
        raise UsageError(msg)
    return (start + np.arange(count) * months).astype("datetime64[D]")


def window_end_of(origin: Days, step: str) -> Days:
    """Return the first day after each window.

    >>> str(window_end_of(np.array(["1980-02-01"], dtype="datetime64[D]"), "month")[0])
    '1980-03-01'
    """
    return (origin.astype("datetime64[M]") + STEPS[step]).astype("datetime64[D]")


def build_panel(
    tables: Tables,
    covariates: Mapping[str, Covariate],
    *,
    target: str,
    step: str,
    origins: Days,
    until: Day,
) -> Panel:
    """Return the rows of all origins, each from the view of its own day.

    Parameters
    ----------
    tables
        The record.
    covariates
        Functions of a view, by name.
    target, step
        What is forecast, and how far.
    origins
        Days of forecast.
    until
        The last day of which outcomes are read.

    Raises
    ------
    UsageError
        If the target is unknown.
    """
    if target not in OUTCOMES:
        raise UsageError(f"--target {target}: unknown; {nearest(target, OUTCOMES)}")
    final = as_known(tables, until + np.timedelta64(1, "D"))
    gone: Gone = defaultdict(list)
    parts = []
    for origin, end in zip(origins, window_end_of(origins, step), strict=True):
        window = _Window(target, origin, end, final)
        parts.append(_rows_of(as_known(tables, origin), window, covariates, gone))
    values, origin, end, country, date = (np.concatenate(x) for x in zip(*parts, strict=True))
    wait = (date - origin).astype("timedelta64[D]").astype(np.float64) / 365.25
    wait[np.isnat(date)] = np.inf
    return Panel(
        target=target,
        step=step,
        names=tuple(covariates),
        values=values,
        origin=origin,
        window_end=end,
        country=country,
        happened=~np.isnat(date) & (date < end),
        wait=wait,
        absent=_spells(gone, step),
    )


Gone = dict[tuple[int, str], list[Day]]


class _Window(NamedTuple):
    """What is forecast of which days, and the record that says what came."""

    target: str
    origin: Day
    end: Day
    final: View


def _rows_of(
    view: View, window: _Window, covariates: Mapping[str, Covariate], gone: Gone
) -> tuple[NDArray[Any], ...]:
    """Return covariates, origin, end, country and day of the event; note who has no row."""
    found = at_risk(view)
    cases = found.cases
    outcome = outcome_of(window.target, window.final, view, cases, window.end)
    last = window.final[OUTCOMES[window.target]].covers[1]
    late = window.end - np.timedelta64(1, "D") > last
    for gw, why in found.absent.items():
        gone[gw, why].append(window.origin)
    for gw in cases.country[outcome.unknown | late]:
        why = f"outcomes are covered to {last}" if late else UNDATED
        gone[int(gw), why].append(window.origin)
    kept = ~(outcome.unknown | late)
    values = np.column_stack([covariate(view, cases) for covariate in covariates.values()])
    n = int(kept.sum())
    days = np.full(n, window.origin), np.full(n, window.end)
    return values[kept], *days, cases.country[kept], outcome.date[kept]


def _spells(gone: Gone, step: str) -> tuple[Absent, ...]:
    """Return runs of origins without a gap."""
    spells = []
    for (country, why), days in sorted(gone.items()):
        start = before = days[0]
        count = 0
        for day in days:
            if count and window_end_of(np.array([before]), step)[0] != day:
                spells.append(Absent(country, str(start), str(before), count, why))
                start, count = day, 0
            before, count = day, count + 1
        spells.append(Absent(country, str(start), str(before), count, why))
    return tuple(spells)
