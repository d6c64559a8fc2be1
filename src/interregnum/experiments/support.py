"""What a mutiny does to expressed support, and how long it takes to be half forgotten.

Each run is lived twice with the same draws, with the mutiny and without it; the difference in
what a poll would show is the mutiny's own, whatever else moves support.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.engine.mean_field import Lives, run_lives
from interregnum.engine.plan import Plan
from interregnum.engine.series import PATHS, SERIES
from interregnum.experiments.two_levels import LEVEL

if TYPE_CHECKING:
    from interregnum.kernels.scalar import Target

QUANTITY = "legitimacy.expressed_support"
# The week after the stand-down: 25 June to 1 July, counted from the day of the onset [d].
WEEK = (2, 9)
# A smaller shock has no half-life worth the name [1].
LEAST_SHOCK = 0.005


class Support(NamedTuple):
    """What became of expressed support, run by run.

    Parameters
    ----------
    runs
        Whose ruler ruled throughout the week, with the mutiny and without.
    shock, shock_low, shock_high
        Mean difference over the week and its 90 % range over runs [1].
    shock_error
        Standard error of the mean: Monte Carlo error [1].
    moved
        Share of these runs whose shock is at least half a point of a hundred either way [1].
    half_life, half_life_low, half_life_high
        Median and 90 % range over the runs moved [d], infinite where support has not come half
        the way back within the days followed.
    followed
        How many days [d].
    """

    runs: int
    shock: float
    shock_low: float
    shock_high: float
    shock_error: float
    moved: float
    half_life: float
    half_life_low: float
    half_life_high: float
    followed: int


def paths_of(plan: Plan, seed: int, lives: Lives, target: Target) -> Any:
    """Return (runs, days): expressed support, not a number after a run's end.

    Parameters
    ----------
    plan, seed, lives, target
        As for a batch of runs.
    """
    import numpy as np

    at = [row.name for row in SERIES].index(QUANTITY)
    # Regions are not followed here.
    bare = dataclasses.replace(plan, region_codes=())
    parts = []
    for first in range(0, len(lives.numbers), PATHS):
        end = min(first + PATHS, len(lives.numbers))
        batch = run_lives(bare, seed, lives.cut(first, end), target, series=True)
        assert batch.paths is not None
        parts.append(batch.paths[:, at].astype(float))
    return np.concatenate(parts)


def support_of(with_it: Any, without_it: Any) -> Support:
    """Return shock and half-life of expressed support from paths in pairs.

    Parameters
    ----------
    with_it, without_it
        (runs, days) with the mutiny on the evening of day 0 and without it; not a number after
        a ruler's end.

    Notes
    -----
    The half-life runs from the last day of the week to the first day on which the difference is
    at most half the shock.
    """
    import numpy as np

    difference = np.asarray(with_it) - np.asarray(without_it)
    difference = difference[np.isfinite(difference[:, : WEEK[1]]).all(axis=1)]
    followed = difference.shape[1]
    if len(difference) < 2:
        nothing = float("nan")
        return Support(len(difference), *(nothing,) * 8, followed)
    shock = difference[:, WEEK[0] : WEEK[1]].mean(axis=1)
    ends = (0.5 - LEVEL / 2, 0.5 + LEVEL / 2)
    low, high = (float(end) for end in np.quantile(shock, ends))
    error = float(shock.std(ddof=1) / np.sqrt(len(shock)))
    moved = np.abs(shock) >= LEAST_SHOCK
    lives = _half_lives(difference[moved], shock[moved])
    half = (float("nan"),) * 3
    if len(lives):
        found = (np.quantile(lives, q, method="lower") for q in (0.5, *ends))
        half = tuple(float(value) for value in found)  # type: ignore[assignment]
    share = float(moved.mean())
    return Support(
        len(shock),
        float(shock.mean()),
        low,
        high,
        error,
        share,
        half[0],
        half[1],
        half[2],
        followed,
    )


def _half_lives(difference: Any, shock: Any) -> Any:
    """Return how long each shock lasts until it is half of itself [d], infinite if it does."""
    import numpy as np

    later = difference[:, WEEK[1] :]
    # A ruler who is gone takes the comparison with him: it is never seen to halve.
    back = np.isfinite(later) & (np.sign(shock)[:, None] * later <= 0.5 * np.abs(shock)[:, None])
    first = back.argmax(axis=1)
    return np.where(back.any(axis=1), first + 1.0, np.inf)
