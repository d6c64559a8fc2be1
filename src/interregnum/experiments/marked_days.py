"""Days that figures of many runs mark: where a recorded event lies in the middle of its runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from interregnum.experiments.outcomes import Weights

if TYPE_CHECKING:
    import pandas as pd

LEAST_SHARE = 0.05  # of runs: rarer events are left to the pictures of single runs
ELECTIONS = ("election_won", "election_stolen", "election_conceded")


class MarkedDay(NamedTuple):
    """An event: the median day of its first coming [d], and the share of runs that have it [1]."""

    day: float
    share: float


def median_day(
    events: pd.DataFrame, names: Sequence[str], runs: int, weights: Sequence[float] | None = None
) -> MarkedDay | None:
    """Return when one of some events first comes, or None where it comes in too few runs.

    Parameters
    ----------
    events
        With columns ``run``, ``day`` and ``event``, as in ``events.parquet``.
    names
        Which events.
    runs
        How many runs there are, numbered from 0.
    weights
        Of each run, where runs are conditioned on what was observed.

    Notes
    -----
    The day is the lower weighted median over runs that have the event.

    >>> import pandas as pd
    >>> lines = {"run": [0, 1, 1], "day": [9, 4, 2], "event": ["removed"] * 3}
    >>> median_day(pd.DataFrame(lines), ["removed"], 4)
    MarkedDay(day=2.0, share=0.5)
    """
    first = events[events["event"].isin(names)].groupby("run")["day"].min().sort_values()
    mass = Weights(weights, runs).values[first.index.to_numpy(dtype=int)]
    share = float(mass.sum())
    if not len(first) or share < LEAST_SHARE:
        return None
    middle = int(np.searchsorted(np.cumsum(mass), 0.5 * share - 1e-12))
    return MarkedDay(float(first.iloc[middle]), share)


def common_days(
    events: pd.DataFrame, names: Sequence[str], runs: int, weights: Sequence[float] | None = None
) -> list[MarkedDay]:
    """Return the days on which some events come in many runs at once, as elections do.

    Parameters
    ----------
    events, names, runs, weights
        As for :func:`median_day`.

    >>> import pandas as pd
    >>> lines = {"run": [0, 1, 2], "day": [5, 5, 9], "event": ["election_won"] * 3}
    >>> common_days(pd.DataFrame(lines), ELECTIONS, 25)
    [MarkedDay(day=5.0, share=0.08)]
    """
    mine = events[events["event"].isin(names)].drop_duplicates(["run", "day"])
    values = Weights(weights, runs).values
    mass = values[mine["run"].to_numpy(dtype=int)]
    shares = mine.assign(mass=mass).groupby("day")["mass"].sum()
    found = [MarkedDay(float(day), float(shares[day])) for day in shares.index]
    return [row for row in found if row.share >= LEAST_SHARE - 1e-12]
