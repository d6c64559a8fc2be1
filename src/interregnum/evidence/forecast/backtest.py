"""Forecasts made again from each year's start with what was known then, and scored.

The window of training grows from origin to origin; only rows whose outcome was known before the
origin are learned from. What goes in was audited first: see :mod:`guard`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from interregnum.errors import ScenarioError, UsageError, nearest
from interregnum.evidence.cases import LAST_DAY
from interregnum.evidence.forecast.features import COVARIATES
from interregnum.evidence.forecast.guard import check_no_look_ahead
from interregnum.evidence.forecast.known import Covariate, Day, Days, Tables
from interregnum.evidence.forecast.models import MODELS, Fit, Training
from interregnum.evidence.forecast.panel import STEPS, TARGETS, Panel, build_panel, origins_between
from interregnum.evidence.forecast.scoring import (
    Bin,
    Score,
    Scored,
    country_weights,
    loss_rows,
    reliability,
    scores_of,
)
from interregnum.evidence.forecast.times import HORIZON_YEARS, waiting_scores

FIRST_LEARNED = 1950
FIRST_YEAR = 1960
_AUDITED = 3
# A ruler has ruled since the last exit in the country.
_SINCE = {"exit": "tenure", "attempt": "since_attempt"}
_STEP_YEARS = {"month": 1 / 12, "year": 1.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a backtest is asked for.

    Parameters
    ----------
    target
        ``exit``: the ruler leaves, however; ``attempt``: a coup attempt in the country.
    step
        How far a forecast reaches: ``month`` or ``year``.
    first_year
        Of the first forecast; the record from 1950 up to it is learned from.
    until
        The last day of which outcomes are read.
    refit
        Years between two fits.
    draws, seed
        Of the bootstrap by country.
    """

    target: str = "exit"
    step: str = "month"
    first_year: int = FIRST_YEAR
    until: date = LAST_DAY
    refit: int = 1
    draws: int = 2000
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """Forecasts, what came, and the scores.

    Parameters
    ----------
    order
        What was asked for.
    panel
        All rows, those learned from only included.
    rows
        The rows of the panel that were forecast.
    forecasts
        By model, one chance a row of ``rows``.
    scores, curve
        Scores and reliability curve.
    unknown_share
        For each covariate, the share of forecasts for which it was not known.
    """

    order: Order
    panel: Panel
    rows: NDArray[np.intp]
    forecasts: Mapping[str, NDArray[np.float64]]
    scores: list[Score]
    curve: list[Bin]
    unknown_share: Mapping[str, float] = field(default_factory=dict)


def backtest(
    tables: Tables,
    order: Order,
    *,
    covariates: Mapping[str, Covariate] = COVARIATES,
    models: Mapping[str, Fit] = MODELS,
) -> Backtest:
    """Return forecasts from rolling origins with their scores.

    Parameters
    ----------
    tables
        The record as :mod:`inputs` reads it.
    order
        What is asked for.
    covariates, models
        By name; the first model is the reference of skill.

    Raises
    ------
    UsageError
        If the order cannot be met.
    ScenarioError
        If a covariate looks ahead, or nothing was left to learn from or to forecast.
    """
    check(order)
    until = np.datetime64(order.until, "D")
    first = min(FIRST_LEARNED, order.first_year - 1)
    origins = origins_between(order.step, first, until)
    scored = origins_between(order.step, order.first_year, until)
    check_no_look_ahead(tables, covariates, _spread(scored))
    panel = build_panel(
        tables, covariates, target=order.target, step=order.step, origins=origins, until=until
    )
    rows, forecasts = roll(panel, order, models)
    came, country = panel.happened[rows], panel.country[rows]
    scored_rows = Scored(forecasts, came, country)
    scores = scores_of(scored_rows, order.draws, order.seed)
    scores += _waiting(panel, rows, forecasts, order)
    shares = np.isnan(panel.values[rows]).mean(axis=0).tolist()
    return Backtest(
        order=order,
        panel=panel,
        rows=rows,
        forecasts=forecasts,
        scores=scores,
        curve=reliability(scored_rows),
        unknown_share=dict(zip(panel.names, shares, strict=True)),
    )


def roll(
    panel: Panel, order: Order, models: Mapping[str, Fit]
) -> tuple[NDArray[np.intp], dict[str, NDArray[np.float64]]]:
    """Return the rows that were forecast, and each model's chances for them.

    Raises
    ------
    ScenarioError
        If no outcome was known before the first origin, or there is nothing to forecast.
    """
    years = panel.origin.astype("datetime64[Y]").astype(np.int64) + 1970
    rows: list[NDArray[np.intp]] = []
    parts: dict[str, list[NDArray[np.float64]]] = {name: [] for name in models}
    for year in range(order.first_year, order.until.year + 1, order.refit):
        start = np.datetime64(f"{year:04d}-01-01", "D")
        asked = np.flatnonzero((years >= year) & (years < year + order.refit))
        if not len(asked):
            continue
        training = _known_before(panel, start)
        for name, fit in models.items():
            parts[name].append(fit(training)(panel.values[asked]))
        rows.append(asked)
    if not rows:
        msg = f"forecast: no ruler of an autocracy is recorded from {order.first_year}"
        raise ScenarioError(f"{msg} to {order.until}; take other years or another source")
    return np.concatenate(rows), {name: np.concatenate(found) for name, found in parts.items()}


def _known_before(panel: Panel, start: Day) -> Training:
    """Return the rows whose whole window lies before a day: what could be learned from on it."""
    learned = panel.window_end <= start
    if not learned.any():
        msg = f"forecast: nothing was known before {start} to learn from; take a later --from-year"
        raise ScenarioError(msg)
    since = _SINCE[panel.target]
    return Training(panel.values[learned], panel.happened[learned], panel.names, since)


def check(order: Order) -> None:
    """Refuse an order that cannot be met, before anything is read.

    Raises
    ------
    UsageError
        If a word or number of it is out of range.
    """
    if order.target not in TARGETS:
        raise UsageError(f"--target {order.target}: unknown; {nearest(order.target, TARGETS)}")
    if order.step not in STEPS:
        raise UsageError(f"--step {order.step}: unknown; {nearest(order.step, STEPS)}")
    if order.refit < 1:
        raise UsageError(f"--refit {order.refit}: not a number of years; give 1 or more")
    if order.draws < 100:
        raise UsageError(f"--draws {order.draws}: too few for an interval; give 100 or more")
    if order.first_year > order.until.year:
        msg = f"--from-year {order.first_year}: after --until {order.until}; take an earlier one"
        raise UsageError(msg)


def _spread(origins: Days) -> Days:
    """Return the first, a middle and the last origin, which the audit looks at."""
    return origins[np.unique(np.linspace(0, len(origins) - 1, _AUDITED).astype(np.intp))]


def _waiting(
    panel: Panel,
    rows: NDArray[np.intp],
    forecasts: Mapping[str, NDArray[np.float64]],
    order: Order,
) -> list[Score]:
    """Return the CRPS of times to the event from each January whose five years have passed."""
    origin = panel.origin[rows]
    january = origin == origin.astype("datetime64[Y]").astype("datetime64[D]")
    last = np.datetime64(order.until, "D") + np.timedelta64(1, "D")
    years = np.timedelta64(int(12 * HORIZON_YEARS), "M")
    done = (origin.astype("datetime64[M]") + years).astype("datetime64[D]") <= last
    chosen = january & done
    if not chosen.any():
        return []
    wait, country = panel.wait[rows][chosen], panel.country[rows][chosen]
    drawn = country_weights(country, order.draws, order.seed)
    losses = {
        name: waiting_scores(chances[chosen], wait, _STEP_YEARS[order.step])
        for name, chances in forecasts.items()
    }
    reference = next(iter(losses.values()))
    came = wait < HORIZON_YEARS
    found: list[Score] = []
    for name, loss in losses.items():
        found += loss_rows(name, "crps", loss, reference, drawn, came)
    return found
