"""Pasts that look like what happened: many short runs by rule, of which those that agree are kept.

What is known covers days, a forecast years. So runs are lived to the last day that is known only,
without an aftermath; every draw has an address, and those that agree are lived again as the pasts
of long futures.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.engine.generate import EXIT_DAY
from interregnum.engine.mean_field import Batch, Lives, drawn_table
from interregnum.engine.plan import Plan, plan_of
from interregnum.engine.record import events_table
from interregnum.engine.schedule import EVENT_NAMES
from interregnum.experiments.conditioning import COLUMN_ENDS, effective_size, log_likelihoods
from interregnum.experiments.ensemble import Gap, Job, Workers, landing
from interregnum.scenario.imposed import marked_rows
from interregnum.scenario.load import changed_scenario

if TYPE_CHECKING:
    from interregnum.kernels.scalar import Target
    from interregnum.scenario.schema import Scenario

AFTERMATH = "scenario.aftermath"
# The events by which runs are weighed; all others are dropped at once.
TELLING = (*COLUMN_ENDS, "place_taken")
# A marked row may be seen this long after its time [h]; later it weighs next to nothing.
SLACK = 24.0
CHUNK = 20_000


class Past(NamedTuple):
    """A run that agrees with what is known.

    Parameters
    ----------
    row
        The row of parameters that it has.
    number
        Whose draws it uses.
    weight
        Its likelihood of the marked rows [1], at most 1 a row.
    day
        The first day that is open: that after the last marked row's event [d].
    """

    row: int
    number: int
    weight: float
    day: int


class Known(NamedTuple):
    """What short runs are made of: a case up to the last day that is known."""

    scenario: Scenario
    plan: Plan
    seed: int
    target: Target
    workers: Workers = None


def known_days(scenario: Scenario) -> int:
    """Return the days that runs are lived to be weighed [d].

    >>> from interregnum.scenario.load import load_scenario
    >>> known_days(load_scenario("mutiny-2023", environment={}))
    3
    """
    last = max(
        ((row.row.time - scenario.start).total_seconds() / 3600.0 for row in marked_rows(scenario)),
        default=0.0,
    )
    return math.ceil((last + SLACK) / 24.0)


def known_of(scenario: Scenario, seed: int, target: Target, workers: Workers = None) -> Known:
    """Return what short runs of a case are made of.

    Parameters
    ----------
    scenario
        The case, in mode ``forward`` or ``condition``.
    seed, target, workers
        As for a study.
    """
    short = changed_scenario(scenario, [("horizon", known_days(scenario))])
    plan = plan_of(short.model_copy(update={"contrast": None}))
    return Known(scenario, plan, seed, target, workers)


def given_rows(plan: Plan, seed: int, rows: Sequence[int], target: Target) -> dict[str, Any]:
    """Return by name what the runs of some rows are given: all that runs of those numbers draw.

    Parameters
    ----------
    plan, seed, target
        As for a study.
    rows
        Numbers of ordinary runs, repeated as often as a row is lived.
    """
    import numpy as np

    unique, where = np.unique(np.asarray(rows, dtype=int), return_inverse=True)
    table = drawn_table(plan, seed, unique.tolist(), target)[where]
    return {
        row.name: table[:, j]
        for j, row in enumerate(plan.parameters)
        if row.draw != "fixed" and not row.name.startswith("scenario.")
    }


def matching_pasts(
    known: Known,
    rows: Sequence[int],
    numbers: Sequence[int],
    progress: Callable[[int, int], None] | None = None,
) -> list[Past]:
    """Return the short runs that agree with the marked rows and whose ruler still rules then.

    Parameters
    ----------
    known
        What the runs are made of.
    rows, numbers
        One a run: whose parameters it has, and whose draws it uses. A run of the same row and
        number is the ordinary run of that number.
    progress
        Called with runs landed and runs in all.

    Notes
    -----
    Besides the marked rows it is known that the ruler had not fallen and had not left on the day
    of the last of them.
    """
    found: list[Past] = []
    for first in range(0, len(numbers), CHUNK):
        mine, theirs = rows[first : first + CHUNK], numbers[first : first + CHUNK]
        plain = list(mine) == list(theirs)
        given: Mapping[str, Any] = (
            {} if plain else given_rows(known.plan, known.seed, mine, known.target)
        )
        lives = Lives(theirs, {**given, AFTERMATH: [0.0] * len(theirs)})
        job = Job(known.plan, known.seed, known.target, lives=lives)
        for landed in landing(job, [Gap(0, len(theirs))], known.workers):
            found += _agreeing(known, landed.batch, mine, theirs)
        if progress is not None:
            progress(first + len(theirs), len(numbers))
    return sorted(found, key=lambda past: (past.row, past.number))


def _agreeing(
    known: Known, batch: Batch, rows: Sequence[int], numbers: Sequence[int]
) -> list[Past]:
    """Return the pasts among the runs of a batch."""
    import numpy as np
    import pandas as pd

    codes = [EVENT_NAMES.index(name) for name in TELLING]
    few = batch._replace(events=batch.events[np.isin(batch.events[:, 4], codes)])
    if not len(few.events):
        return []
    events = events_table(known.plan, [few]).to_pandas()
    count = len(batch.outcomes)
    ours = pd.Series(np.arange(batch.first, batch.first + count))
    logs, hours = log_likelihoods(ours, events, known.scenario)
    opens = np.floor(np.nan_to_num(hours) / 24.0).astype(int) + 1
    kept = np.flatnonzero(np.isfinite(logs) & (batch.outcomes[:, EXIT_DAY] >= opens))
    at = batch.first
    return [
        Past(int(rows[at + k]), int(numbers[at + k]), float(np.exp(logs[k])), int(opens[k]))
        for k in kept.tolist()
        if logs[k] > -700.0
    ]


def resampled(weights: Sequence[float], count: int) -> list[int]:
    """Return positions, each as often as its weight asks, systematically: no luck but rounding.

    Parameters
    ----------
    weights
        Not negative, not all 0.
    count
        How many positions.

    Examples
    --------
    >>> resampled([1.0, 0.0, 3.0], 4)
    [0, 2, 2, 2]
    """
    import numpy as np

    heights = np.cumsum(np.asarray(weights, dtype=float))
    levels = (np.arange(count) + 0.5) / count * heights[-1]
    return [int(k) for k in np.searchsorted(heights, levels, side="right")]


def effective_pasts(pasts: Sequence[Past]) -> float:
    """Return how many equally weighted pasts these are worth (Kish).

    >>> effective_pasts([Past(0, 0, 0.5, 2), Past(1, 1, 0.5, 2)])
    2.0
    """
    return effective_size(past.weight for past in pasts)
