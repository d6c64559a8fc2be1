r"""Runs drawn by rule are weighed by how well they agree with what is known to have happened.

In ``mode: condition`` nothing but the onset is imposed. A run's weight is the likelihood of the
marked rows of the timeline, given what happened in it:

.. math::

    w = \prod_{\text{rows}} \exp\left(-\frac{(t - t_{row})^2}{2 s_t^2}\right)
        \prod_{\text{captures with an ease}} \exp\left(-\frac{(e - e_{row})^2}{2 s_e^2}\right),

and 0 where a place was not taken or the first column did not end by a deal. A share of the
weighted runs is an estimate of what followed, given what is known; the fewer runs agree, the less
it rests on, and the effective number of runs :math:`(\sum w)^2 / \sum w^2` says how little.

References
----------
L. Kish, Survey Sampling (Wiley, 1965), for the effective number (from memory).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from interregnum.errors import ScenarioError
from interregnum.experiments.outcomes import Share
from interregnum.intervals import wilson_of_share
from interregnum.scenario.imposed import CAPTURE, DEAL, Marked, marked_rows

if TYPE_CHECKING:
    from datetime import datetime

    import pandas as pd

    from interregnum.scenario.schema import Scenario

# Assumed: a chronology and a column of one speed on a drawn road are hours apart at best.
TIME_ERROR = 6.0
# Assumed: no ease is known better, however narrow the range that a row states.
LEAST_EASE_ERROR = 0.01
LEVEL = 0.95
COLUMN_ENDS = ("deal", "surrender", "beaten")


def run_weights(runs: pd.DataFrame, events: pd.DataFrame, scenario: Scenario) -> pd.Series:
    """Return the weight of each run: the likelihood of the marked rows, relative to the best run.

    Parameters
    ----------
    runs, events
        As in ``runs.parquet`` and ``events.parquet``, drawn by rule.
    scenario
        Whose timeline marks captures, movements and a deal as ``imposed``.

    Returns
    -------
    pandas.Series
        One weight in [0, 1] a row of ``runs``, in its order and with its index; the best run has
        1, and all have 0 where no run agrees at all.

    Raises
    ------
    ScenarioError
        If no row is marked, or the scenario's mutiny does not happen.

    Notes
    -----
    Times have a normal error of 6 h, an assumption. The ease of a capture is normal around the
    middle of the row's range with a standard deviation of half that range, at least .01. A
    movement to a place of the road counts as its capture. Of each place the first fall counts.
    """
    import numpy as np

    likelihood, _ = log_likelihoods(runs["run"], events, scenario)
    best = likelihood.max(initial=-np.inf)
    weights = np.exp(likelihood - best) if np.isfinite(best) else np.zeros(len(runs))
    return _series(weights, runs)


def log_likelihoods(numbers: pd.Series, events: pd.DataFrame, scenario: Scenario) -> Any:
    """Return the logarithm of each run's likelihood of the marked rows, and when they were seen.

    Parameters
    ----------
    numbers
        Of the runs.
    events
        Of at least these runs; as for :func:`run_weights`.
    scenario
        As for :func:`run_weights`.

    Returns
    -------
    Two arrays, an entry a run: the logarithm, -infinity where a marked row has no event, and the
    hour of the last marked row's event since the start [h], not a number where one is missing.

    Raises
    ------
    ScenarioError
        If no row is marked, or the scenario's mutiny does not happen.
    """
    import numpy as np

    marked = marked_rows(scenario)
    if not marked or not scenario.mutiny.happens:
        msg = (
            f"scenario {scenario.scenario}: nothing to condition on; mark captures, movements or "
            "a deal of the timeline with role: imposed, and let the mutiny happen"
        )
        raise ScenarioError(msg)
    timed = events.assign(time=24.0 * events["day"] + events["hour"].astype(float))
    likelihood, last = np.zeros(len(numbers)), np.zeros(len(numbers))
    for row in marked:
        found, hours = _agreement(numbers, timed, row, scenario)
        likelihood += found
        last = np.maximum(last, hours)
    return likelihood, last


def effective_size(weights: Iterable[float]) -> float:
    """Return Kish's effective number of runs, 0 where all weights are 0.

    Parameters
    ----------
    weights
        Not negative; their scale does not matter.

    Examples
    --------
    >>> effective_size([1.0, 1.0, 0.0, 0.0]), effective_size([0.0])
    (2.0, 0.0)
    """
    values = [float(weight) for weight in weights]
    squares = sum(value * value for value in values)
    return sum(values) ** 2 / squares if squares > 0.0 else 0.0


def weighted_shares(labels: pd.Series, weights: pd.Series, level: float = LEVEL) -> list[Share]:
    """Return the weighted share of each label, with Wilson's interval at the effective size.

    Parameters
    ----------
    labels
        What each run is, such as its outcome.
    weights
        From :func:`run_weights`, in the same order.
    level
        The confidence level [1].

    Returns
    -------
    list of Share
        In the order of the labels' names; ``runs`` counts the runs with a weight above 0.

    Raises
    ------
    ScenarioError
        If all weights are 0.

    Notes
    -----
    The interval is that of a simple sample of the effective size: a Monte-Carlo error, which does
    not cover what the model gets wrong. Below ten or so effective runs it is a guess.
    """
    size = effective_size(weights)
    if size <= 0.0:
        msg = (
            f"condition: none of {len(weights)} runs agrees with the marked rows, so all weights "
            "are 0; ask for more runs, or mark fewer rows as imposed"
        )
        raise ScenarioError(msg)
    total = float(weights.sum())
    shares = []
    for label in sorted(set(labels), key=str):
        inside = weights.to_numpy()[(labels == label).to_numpy()]
        interval = wilson_of_share(float(inside.sum()) / total, size, level)
        count = int((inside > 0.0).sum())
        shares.append(Share(str(label), count, interval.estimate, interval.low, interval.high))
    return shares


def _agreement(numbers: pd.Series, timed: pd.DataFrame, marked: Marked, scenario: Scenario) -> Any:
    """Return each run's log-likelihood of one row and its hour; without its event -infinity."""
    import numpy as np

    found = _ends(timed, scenario) if marked.row.kind == DEAL else _falls(timed, marked, scenario)
    seen = found.reindex(numbers)
    due = _hours(scenario.start, marked.row.time)
    hours = seen["time"].to_numpy(dtype=float)
    result = -0.5 * ((hours - due) / TIME_ERROR) ** 2
    low, high = marked.row.low, marked.row.high
    if marked.row.kind == CAPTURE and low is not None and high is not None:
        error = max(0.5 * (high - low), LEAST_EASE_ERROR)
        result += -0.5 * ((seen["size"].to_numpy(dtype=float) - 0.5 * (low + high)) / error) ** 2
    return np.where(np.isnan(result), -np.inf, result), hours


def _falls(timed: pd.DataFrame, marked: Marked, scenario: Scenario) -> pd.DataFrame:
    """Return time [h] and ease of the first fall of a row's place, by run."""
    name = scenario.places[marked.place].name
    falls = timed[(timed["event"] == "place_taken") & (timed["place"] == name)]
    return _first(falls)


def _ends(timed: pd.DataFrame, scenario: Scenario) -> pd.DataFrame:
    """Return time [h] of the deals that ended a first column, by run."""
    capital = scenario.places[-1].name
    taken = (timed["event"] == "place_taken") & (timed["place"] == capital)
    first = _first(timed[timed["event"].isin(COLUMN_ENDS) | taken])
    return first[first["event"] == "deal"]


def _first(events: pd.DataFrame) -> pd.DataFrame:
    """Return the first event of each run, indexed by run."""
    ordered = events.sort_values(["run", "time"], kind="stable")
    return ordered.drop_duplicates("run").set_index("run")


def _hours(start: datetime, time: datetime) -> float:
    """Return the hours from the start of a scenario to a moment."""
    return (time - start).total_seconds() / 3600.0


def _series(values: Any, runs: pd.DataFrame) -> pd.Series:
    import pandas as pd

    return pd.Series(values, index=runs.index, name="weight")
