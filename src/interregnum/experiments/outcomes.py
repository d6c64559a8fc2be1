"""What came out of an ensemble: shares with intervals, days of exit, and the paired effect."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.engine.record import OUTCOMES, is_removed
from interregnum.errors import ScenarioError
from interregnum.intervals import Interval, paired_difference, wilson, wilson_of_share

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
    """The table that `run` prints, as numbers.

    ``outcomes`` are the classes of the aftermath beside survival and regular exits, which are
    split in ``regular`` by how they came; ``effective`` is Kish's effective number of runs, lower
    than ``runs`` only where runs carry weights.
    """

    runs: int
    effective: float
    outcomes: tuple[Share, ...]
    removed: Share
    contested: Share
    regular: tuple[Share, ...]
    modes: tuple[Share, ...]
    violence: tuple[Share, ...]
    endings: tuple[Share, ...]
    exit_days: ExitDays | None


class Weights:
    """Counts rows by their weights; without weights every row counts one.

    Parameters
    ----------
    weights
        One a run, not negative; ``None`` where all count the same.
    runs
        How many runs there are.

    Raises
    ------
    ScenarioError
        If all weights are zero: no run came near what was observed.
    """

    def __init__(self, weights: Sequence[float] | None, runs: int) -> None:
        import numpy as np

        self.equal = weights is None
        values = np.ones(runs) if weights is None else np.asarray(weights, dtype=float)
        total = float(values.sum())
        if total <= 0.0:
            msg = (
                f"condition: none of {runs} runs came near the observed rows, so all weights are "
                "0; ask for more runs or mark fewer rows as imposed"
            )
            raise ScenarioError(msg)
        self.values = values / total
        self.effective = float(runs) if self.equal else 1.0 / float((self.values**2).sum())

    def share(self, name: str, hit: Any) -> Share:
        """Return the share of runs that a mask selects, with its 95 % interval."""
        import numpy as np

        mask = np.asarray(hit, dtype=bool)
        count = int(mask.sum())
        if self.equal:
            interval = wilson(count, len(mask), LEVEL)
        else:
            interval = wilson_of_share(float(self.values[mask].sum()), self.effective, LEVEL)
        return Share(name, count, interval.estimate, interval.low, interval.high)


# Of the many events of a run, those that say how its first column ended.
TELLING_EVENTS = ("mutiny_begins", "deal", "surrender", "beaten", "place_taken")


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


MODES = {
    1: "1 a liberalising insider calls the election",
    2: "2 the incumbent loses an election and concedes",
    3: "3 no incumbent runs",
    4: "4 uprising: citizens began the attack and acted",
    5: "5 coup by elites and units",
    6: "6 a non-state armed group takes the capital",
    8: "8 insiders change the rules, no election",
    9: "9 the state fragments",
}
BY_SERVICE = "5 (6 if it counts as non-state) a service took the capital"
VIOLENCE = {
    1: "1 no deaths",
    2: "2 up to 25 deaths",
    3: "3 26 to 1,000 deaths",
    4: "4 over 1,000 deaths",
}
REGULAR = {
    "death": "death or illness",
    "succession": "succession, or an election without the ruler",
    "election": "an election lost and conceded",
}


def outcome_table(
    runs: pd.DataFrame,
    events: pd.DataFrame,
    capital: str,
    weights: Sequence[float] | None = None,
) -> Outcomes:
    """Return shares of outcomes, modes and endings with 95 % intervals, and days of exit.

    Parameters
    ----------
    runs, events
        As in ``runs.parquet`` and ``events.parquet``.
    capital
        Name of the last place on the road.
    weights
        Of each run, where runs are conditioned on what was observed.
    """
    weighted = Weights(weights, len(runs))
    share = weighted.share
    outcome, mode = runs["outcome"], runs["mode"]
    removed = is_removed(outcome)
    endings = march_endings(runs, events, capital)
    by_column = (endings == "capital_taken") & removed & (mode == 5).fillna(value=False)
    modes = []
    for code, name in MODES.items():
        hit = (mode == code).fillna(value=False)
        if code == 5:
            modes += [share(name, hit & ~by_column), share(BY_SERVICE, by_column)]
        elif hit.any():
            modes.append(share(name, hit))
    violence = runs["violence"]
    counted = endings.value_counts()
    return Outcomes(
        runs=len(runs),
        effective=weighted.effective,
        outcomes=tuple(share(name, outcome == name) for name in OUTCOMES),
        removed=share("removed", removed),
        contested=share("contested", runs["result.contested"]),
        regular=tuple(share(text, runs["result.exit"] == k) for k, text in REGULAR.items()),
        modes=tuple(modes),
        violence=tuple(
            share(text, (violence == code).fillna(value=False)) for code, text in VIOLENCE.items()
        ),
        endings=tuple(share(k, endings == k) for k in ENDINGS if k in counted),
        exit_days=_exit_days(runs, removed, weighted),
    )


def _exit_days(runs: pd.DataFrame, removed: Any, weighted: Weights) -> ExitDays | None:
    """Return median and 10-90 % range of the day of removal; None where nobody was removed."""
    import numpy as np

    mask = np.asarray(removed, dtype=bool)
    if not mask.any():
        return None
    days = runs.loc[mask, "day"].astype(float)
    if weighted.equal:
        low, median, high = days.quantile([0.1, 0.5, 0.9])
        return ExitDays(float(low), float(median), float(high))
    order = np.argsort(days.to_numpy(), kind="stable")
    mass = np.cumsum(weighted.values[mask][order])
    if mass[-1] <= 0.0:
        return None
    found = (days.to_numpy()[order][np.searchsorted(mass, q * mass[-1])] for q in (0.1, 0.5, 0.9))
    return ExitDays(*(float(day) for day in found))


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
    """Return who was not removed in both arms and the paired difference, bin by bin of a parameter.

    The arms share every random number, run by run; intervals are 90 %.
    """
    first = ~is_removed(runs["outcome"]).to_numpy()
    second = ~is_removed(contrast["outcome"]).to_numpy()
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
