"""What came out of an ensemble: shares with intervals, days of exit, and the paired effect."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from interregnum.intervals import Interval, paired_difference, wilson

if TYPE_CHECKING:
    import pandas as pd

LEVEL = 0.95
FIGURE_LEVEL = 0.90
ENDINGS = {
    "capital_taken": "took the capital",
    "deal": "stood down by a deal",
    "surrender": "surrendered",
    "beaten": "was beaten",
    "none": "no column set out",
    "on_road": "still on the road when the run ended",
}


class Share(NamedTuple):
    """A share of runs with its Monte-Carlo interval."""

    name: str
    runs: int
    share: float
    low: float
    high: float


class ExitDays(NamedTuple):
    """Day of exit among runs in which the ruler was removed [d]."""

    low: float
    median: float
    high: float


class Outcomes(NamedTuple):
    """The table that `run` prints, as numbers."""

    runs: int
    outcomes: tuple[Share, ...]
    modes: tuple[Share, ...]
    endings: tuple[Share, ...]
    exit_days: ExitDays | None


def _shares(names: dict[str, int], total: int) -> tuple[Share, ...]:
    rows = []
    for name, count in names.items():
        interval = wilson(count, total, LEVEL)
        rows.append(Share(name, count, count / total, interval.low, interval.high))
    return tuple(rows)


def march_endings(runs: pd.DataFrame, events: pd.DataFrame, capital: str) -> pd.Series:
    """Return how each run's first column ended; a key of ``ENDINGS``, indexed by run."""
    ending = {int(run): "none" for run in runs["run"]}
    begun = set(events.loc[events["event"] == "mutiny_begins", "run"])
    for run in begun:
        ending[int(run)] = "on_road"
    last = events[events["event"].isin(["deal", "surrender", "beaten"])]
    for run, event in zip(last["run"][::-1], last["event"][::-1], strict=True):
        ending[int(run)] = str(event)
    at_capital = (events["event"] == "place_taken") & (events["place"] == capital)
    taken = events.loc[at_capital, "run"]
    failed = set(last["run"])
    for run in taken:
        if run not in failed:
            ending[int(run)] = "capital_taken"
    return runs["run"].map(ending)


def outcome_table(runs: pd.DataFrame, events: pd.DataFrame, capital: str) -> Outcomes:
    """Return shares of outcomes and modes with 95 % intervals, and days of exit.

    Parameters
    ----------
    runs, events
        As in ``runs.parquet`` and ``events.parquet``.
    capital
        Name of the last place on the road.
    """
    total = len(runs)
    removed = runs[runs["outcome"] == "removed"]
    endings = march_endings(runs, events, capital)
    by_column = endings.isin(["capital_taken"]) & (runs["outcome"] == "removed")
    modes = {
        "4 uprising: citizens the largest part of the attack": int((removed["mode"] == 4).sum()),
        "5 coup by elites and units": int((removed["mode"] == 5).sum() - by_column.sum()),
        "5 (6 if it counts as non-state) a service took the capital": int(by_column.sum()),
    }
    days = None
    if len(removed):
        low, median, high = removed["day"].astype(float).quantile([0.1, 0.5, 0.9])
        days = ExitDays(float(low), float(median), float(high))
    counted = endings.value_counts()
    return Outcomes(
        runs=total,
        outcomes=_shares({"survives": total - len(removed), "removed": len(removed)}, total),
        modes=_shares(modes, total),
        endings=_shares({k: int(counted.get(k, 0)) for k in ENDINGS if k in counted}, total),
        exit_days=days,
    )


class Bin(NamedTuple):
    """Survival within one range of a parameter, with and without the switch.

    ``centre`` is the median of the parameter among the runs inside.
    """

    low: float
    high: float
    centre: float
    runs: int
    survival: Interval
    survival_contrast: Interval
    effect: Interval


def paired_survival(
    runs: pd.DataFrame, contrast: pd.DataFrame, parameter: str, edges: Sequence[float]
) -> tuple[Bin, ...]:
    """Return survival in both arms and its paired difference, bin by bin of a parameter.

    The arms share every random number, run by run; intervals are 90 %.
    """
    first = (runs["outcome"] == "survives").to_numpy()
    second = (contrast["outcome"] == "survives").to_numpy()
    values = runs[parameter].to_numpy()
    bins = []
    for low, high in pairwise(edges):
        inside = (values >= low) & ((values < high) | (high == edges[-1]))
        count = int(inside.sum())
        if count == 0:
            continue
        a, b = first[inside], second[inside]
        bins.append(
            Bin(
                low,
                high,
                float(median(values[inside].tolist())),
                count,
                wilson(int(a.sum()), count, FIGURE_LEVEL),
                wilson(int(b.sum()), count, FIGURE_LEVEL),
                paired_difference(a.tolist(), b.tolist(), FIGURE_LEVEL),
            )
        )
    return tuple(bins)
