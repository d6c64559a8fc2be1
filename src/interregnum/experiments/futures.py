"""What futures gave: shares of outcomes, what a change does to them, what the past had decided."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.engine.record import OUTCOMES, is_removed
from interregnum.intervals import Interval, paired_difference, wilson

if TYPE_CHECKING:
    import pandas as pd

LEVEL = 0.95
NORMAL_95 = 1.959963984540054


class OutcomeOfFutures(NamedTuple):
    """An outcome's share of futures, and what the change does to it where something was set."""

    outcome: str
    share: Interval
    effect: Interval | None


class Decided(NamedTuple):
    """How much the past had decided: the share of variance of being removed between pasts [1].

    0: every past left the same chances open; 1: each future only completed its past.
    """

    share: float
    low: float
    high: float


def shares_of_futures(
    futures: pd.DataFrame, control: pd.DataFrame | None
) -> list[OutcomeOfFutures]:
    """Return shares of outcomes over futures with 95 % intervals, and the paired effect.

    Parameters
    ----------
    futures
        The table of futures.
    control
        The same futures without the change, row by row, if something was set.

    Notes
    -----
    With one past the futures are independent (Wilson's interval, Newcombe's for the effect). With
    several, futures of one past are alike: intervals are those of the mean over pasts.
    """
    rows = []
    for name in ("removed", *OUTCOMES):
        mine, other = _hits(futures, name), None if control is None else _hits(control, name)
        rows.append(
            OutcomeOfFutures(
                name,
                _share(futures["run"], mine),
                None if other is None else _effect(futures["run"], mine, other),
            )
        )
    return rows


def _hits(frame: pd.DataFrame, name: str) -> Any:
    hit = is_removed(frame["outcome"]) if name == "removed" else frame["outcome"] == name
    return hit.to_numpy()


def _share(run: pd.Series, hits: Any) -> Interval:
    if run.nunique() == 1:
        return wilson(int(hits.sum()), len(hits), LEVEL)
    return _over_pasts(run, hits.astype(float), 0.0)


def _effect(run: pd.Series, mine: Any, other: Any) -> Interval:
    if run.nunique() == 1:
        return paired_difference(mine.astype(int).tolist(), other.astype(int).tolist(), LEVEL)
    return _over_pasts(run, mine.astype(float) - other.astype(float), -1.0)


def _over_pasts(run: pd.Series, values: Any, least: float) -> Interval:
    """Return the mean over pasts with the interval that their scatter gives."""
    import pandas as pd

    means = pd.Series(values).groupby(run.to_numpy()).mean()
    if means.nunique() == 1 and float(means.iloc[0]) in (0.0, 1.0):
        return _all_alike(int(means.iloc[0]), len(means), least)
    mean, spread = float(means.mean()), float(means.std(ddof=1)) / sqrt(len(means))
    half = NORMAL_95 * spread
    return Interval(mean, max(mean - half, least), min(mean + half, 1.0))


def _all_alike(value: int, pasts: int, least: float) -> Interval:
    """Return the interval where every past says the same: each counts as one trial."""
    if least < 0.0:
        return paired_difference([value] * pasts, [0] * pasts, LEVEL)
    return wilson(value * pasts, pasts, LEVEL)


def decided_by_the_past(futures: pd.DataFrame, draws: int = 2000) -> Decided | None:
    """Return how much of who is removed the past had decided, with a 95 % bootstrap over pasts.

    Parameters
    ----------
    futures
        The table of futures, at least two of each of at least two pasts.
    draws
        Of the bootstrap.

    Returns
    -------
    The share, or None where nothing varies or there are too few pasts or futures.

    Notes
    -----
    With p_k the share of removals among the m futures of past k, the variance between pasts is
    var(p) less the chance part mean(p(1 - p))/(m - 1), which is unbiased; the whole is
    mean(p)(1 - mean(p)).
    """
    import numpy as np

    removed = is_removed(futures["outcome"]).to_numpy().astype(float)
    size = int(futures.groupby("run").size().min())
    shares = futures.assign(removed=removed).groupby("run")["removed"].mean().to_numpy()
    if size < 2 or len(shares) < 2:
        return None

    def part(chosen: Any) -> Any:
        chance = (chosen * (1.0 - chosen)).mean(axis=-1) / (size - 1)
        mean = chosen.mean(axis=-1)
        whole = mean * (1.0 - mean)
        between = chosen.var(axis=-1) - chance
        return np.clip(np.divide(between, whole, out=np.zeros_like(whole), where=whole > 0), 0, 1)

    if shares.mean() in (0.0, 1.0):
        return None
    picks = np.random.default_rng(0).integers(0, len(shares), (draws, len(shares)))
    again = part(shares[picks])
    share = float(part(shares[None, :])[0])
    low, high = (float(end) for end in np.quantile(again, [0.025, 0.975]))
    return Decided(share, min(low, share), max(high, share))
