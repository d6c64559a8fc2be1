"""Case by case: what was foretold of each ruler of an autocracy, a year ahead, and what came.

Three forecasts, none of which saw the window: the share of earlier ruler-years (climatology), a
logistic regression on all that was known, fitted to the years before the window, and the frozen
model. The cases, their covariates and their outcomes are those of
:mod:`interregnum.evidence.forecast`, for the record and for simulated worlds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from interregnum.calibration.later.hazards import (
    Cells,
    cells_of,
    hazards_of,
    model_covariates,
    since_failure,
)
from interregnum.evidence.forecast.backtest import FIRST_LEARNED
from interregnum.evidence.forecast.features import COVARIATES
from interregnum.evidence.forecast.guard import check_no_look_ahead
from interregnum.evidence.forecast.known import Known
from interregnum.evidence.forecast.models import Training, climatology, logistic
from interregnum.evidence.forecast.panel import OUTCOMES, Panel, build_panel, origins_between
from interregnum.evidence.forecast.scoring import Score, Scored, scores_of

if TYPE_CHECKING:
    from interregnum.calibration.later.window import Window
    from interregnum.calibration.world import World

Floats = NDArray[np.float64]
Record = Mapping[str, Known]

STEP = "year"
TITLES = {
    "exit": "exit of the ruler, in any way",
    "irregular_exit": "irregular exit of the ruler",
    "attempt": "a coup attempt in the country",
    "breakdown": "end of the regime",
}
MEASURES = ("brier", "brier_skill", "log", "log_skill", "auc_roc", "expected_over_observed")
TABLES = {"rulers": "archigos", "regimes": "gwf", "attempts": "powell_thyne.events"}


@dataclass(frozen=True, slots=True)
class Simulated:
    """Simulated ruler-years: their cells, and what came of them by outcome."""

    cells: dict[str, Cells]
    happened: dict[str, NDArray[np.bool_]]

    def __len__(self) -> int:
        """Return how many ruler-years there are."""
        return len(self.happened["exit"])


class CaseScores(NamedTuple):
    """One outcome, foretold three ways.

    Parameters
    ----------
    outcome
        One of :data:`TITLES`.
    first, last
        First days of the first and of the last year foretold.
    n, events, countries
        Ruler-years, those with the event, and countries.
    learned
        Ruler-years before the window that climatology and logistic regression learned from.
    simulated
        Ruler-years that the model's chances are shares of.
    scores
        Of each forecast, skill against climatology.
    beside
        The model's alone, skill against the logistic regression.
    """

    outcome: str
    first: str
    last: str
    n: int
    events: int
    countries: int
    learned: int
    simulated: int
    scores: tuple[Score, ...]
    beside: tuple[Score, ...]


def known_of(world: World) -> dict[str, Known]:
    """Return a world as forecasts read a record; what a world does not know is empty."""
    from interregnum.evidence.forecast import spells
    from interregnum.evidence.forecast.inputs import OPTIONAL, nothing

    notes: list[str] = []
    place = {"latitude": "float64", "longitude": "float64"}
    return {
        **{name: nothing(optional.columns) for name, optional in OPTIONAL.items()},
        "capitals": nothing({"country": "int64", "start": _DAY, "end": _DAY, **place}),
        "rulers": spells.archigos(world.table("archigos"), notes),
        "regimes": spells.gwf(world.table("gwf"), notes),
        "attempts": _attempts(world, notes),
        "states": spells.states(world.table("gw_states")),
    }


_DAY = "datetime64[D]"


def _attempts(world: World, notes: list[str]) -> Known:
    """Return a world's attempts, which may be none, covered to its last day."""
    from interregnum.evidence.forecast.happenings import attempts
    from interregnum.evidence.forecast.inputs import nothing

    table = world.table("powell_thyne.events")
    span = np.datetime64("0001-01-01", "D"), np.datetime64(f"{world.shape.last_year}-12-31", "D")
    if not len(table.frame):
        empty = nothing({"country": "int64", "date": _DAY, "earliest": _DAY})
        return Known(empty.columns, empty.since, {}, span)
    found = attempts(table, notes)
    return Known(found.columns, found.since, {}, span)


def simulated_cases(world: World) -> Simulated:
    """Return the ruler-years of a world."""
    record, shape = known_of(world), world.shape
    until = np.datetime64(f"{shape.last_year}-12-31", "D")
    origins = origins_between(STEP, shape.first_year, until)
    cells, happened = {}, {}
    for outcome in OUTCOMES:
        panel = build_panel(
            record, model_covariates(), target=outcome, step=STEP, origins=origins, until=until
        )
        cells[outcome], happened[outcome] = cells_of(panel), panel.happened
    return Simulated(cells, happened)


def pooled(parts: list[Simulated]) -> Simulated:
    """Return the ruler-years of several worlds as one."""
    cells = {
        name: Cells(*(np.concatenate(x) for x in zip(*(p.cells[name] for p in parts), strict=True)))
        for name in OUTCOMES
    }
    return Simulated(
        cells, {name: np.concatenate([p.happened[name] for p in parts]) for name in OUTCOMES}
    )


def whole_years(record: Record, outcome: str, window: Window) -> date | None:
    """Return the last day of the last whole year foretold; None where no year can be."""
    reached = [record[name].covers[1].astype(object) for name in {*_NEEDED, OUTCOMES[outcome]}]
    last: date = min(*reached, window.closes)
    year = last.year if last == date(last.year, 12, 31) else last.year - 1
    return date(year, 12, 31) if year >= window.first else None


_NEEDED = ("rulers", "regimes")


def case_scores(
    record: Record, window: Window, outcome: str, simulated: Simulated, sampling: tuple[int, int]
) -> CaseScores | None:
    """Return how three forecasts of an outcome fared, year by year and ruler by ruler.

    Parameters
    ----------
    record
        As :func:`interregnum.evidence.forecast.inputs.read_record` gives it.
    window
        Years that are scored.
    outcome
        One of :data:`TITLES`.
    simulated
        Ruler-years of the frozen model.
    sampling
        Draws of whole countries, and their seed.

    Returns
    -------
    None where the window has no case.

    Raises
    ------
    ScenarioError
        If a covariate looks ahead.
    """
    last = whole_years(record, outcome, window)
    if last is None:
        return None
    covariates = {**COVARIATES, "since_failure": since_failure}
    until = np.datetime64(last, "D")
    origins = origins_between(STEP, FIRST_LEARNED, until)
    opens = np.datetime64(window.opens, "D")
    scored = origins[origins >= opens]
    check_no_look_ahead(record, covariates, scored[[0, -1]])
    panel = build_panel(record, covariates, target=outcome, step=STEP, origins=origins, until=until)
    rows, past = panel.origin >= opens, panel.window_end <= opens
    if not rows.any() or not past.any():
        return None
    forecasts = _forecasts(panel, rows, past, simulated, outcome)
    came, country = panel.happened[rows], panel.country[rows]
    models = Scored(forecasts, came, country)
    order = ("logistic", "model")
    beside = Scored({name: forecasts[name] for name in order}, came, country)
    return CaseScores(
        outcome=outcome,
        first=str(panel.origin[rows].min()),
        last=str(np.datetime64(last - timedelta(days=364), "D")),
        n=int(rows.sum()),
        events=int(came.sum()),
        countries=len(np.unique(country)),
        learned=int(past.sum()),
        simulated=len(simulated.happened[outcome]),
        scores=_measured(scores_of(models, *sampling)),
        beside=tuple(
            row
            for row in scores_of(beside, *sampling)
            if row.model == "model" and row.measure.endswith("skill")
        ),
    )


def _forecasts(
    panel: Panel,
    rows: NDArray[np.bool_],
    past: NDArray[np.bool_],
    simulated: Simulated,
    outcome: str,
) -> dict[str, Floats]:
    """Return the chances of the rows, climatology first."""
    training = Training(panel.values[past], panel.happened[past], panel.names)
    asked = panel.values[rows]
    hazards = hazards_of(simulated.cells[outcome], simulated.happened[outcome])
    cells = Cells(*(part[rows] for part in cells_of(panel)))
    return {
        "climatology": climatology(training)(asked),
        "logistic": logistic(training)(asked),
        "model": hazards.chances(cells),
    }


def _measured(rows: list[Score]) -> tuple[Score, ...]:
    """Return the scores that are told."""
    return tuple(row for row in rows if row.measure in MEASURES)
