"""Who holds each region at fixed moments, and how many came out at most: counts over runs.

Only integers are added, so that batches of any size in any order give the same table. One flat
array holds all counts: (moment, region, holder), and after it the bins of the largest turnout.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from interregnum.engine.series import BINS
from interregnum.formulae.factions import SIDES, Regions
from interregnum.kernels.scalar import scalar
from interregnum.mechanisms.outcome_class import MONTH_24

# Sides by their codes in the table of regions, then the column while the old rule stands.
HOLDERS = ("incumbent", "insiders", "nationalists", "democrats", "regional", "column")
COLUMN = SIDES
HELD_BY = SIDES + 1
MOMENTS = ("crisis_peak", "horizon", "month_24")
MOMENTS_TOLD = (
    "crisis_peak: when a column had come farthest, in every run; horizon: at the end of the last "
    "day that is followed, in every run; month_24: two years after a removal, in runs with one"
)
CRISIS_PEAK = 0
HORIZON = 1
TWO_YEARS_AFTER = 2
# Share of a region's people who come out: the bins of the largest turnout of a run.
CROWD_HIGH = 0.0625
CROWD_SCALE = BINS / CROWD_HIGH


class Counted(NamedTuple):
    """Counts of runs: ``control`` (moment, region, holder), and ``crowds`` (bin).

    ``crowds`` counts the runs in which anybody came out by the largest turnout while the rule
    stood, as a share of the people; the last bin also holds what lies beyond its end.
    """

    control: npt.NDArray[Any]
    crowds: npt.NDArray[Any]


def cells(regions: int) -> int:
    """Return how many counts there are for so many regions; none without regions.

    >>> cells(2) - cells(1)
    18
    """
    return len(MOMENTS) * regions * len(HOLDERS) + BINS if regions else 0


def counted_of(territory: Any, regions: int) -> Counted:
    """Return the flat array of so many regions as tables."""
    flat = np.asarray(territory, dtype=np.int32)[: cells(regions)]
    shape = (len(MOMENTS), regions, len(HOLDERS))
    return Counted(flat[:-BINS].reshape(shape), flat[-BINS:])


def crowd_edges() -> tuple[float, ...]:
    """Return the 257 edges of the bins of the largest turnout [share of the people].

    >>> crowd_edges()[0], crowd_edges()[-1]
    (0.0, 0.0625)
    """
    return tuple(k * (CROWD_HIGH / BINS) for k in range(BINS + 1))


@scalar
def farther(farthest: int, taken: float, reached: float) -> int:
    """Return how many places of the road a column has taken at most.

    >>> farther(2, 1.0, 4.0), farther(2, 0.0, 4.0), farther(3, 1.0, 0.0)
    (5, 2, 3)
    """
    return max(farthest, int(reached) + 1) if taken > 0.0 else farthest


@scalar
def places_held(on_road: float, place: float) -> int:
    """Return how many places a column on the road has behind it.

    >>> places_held(1.0, 3.0), places_held(0.0, 3.0)
    (3, 0)
    """
    return int(place) if on_road > 0.0 else 0


@scalar
def evening_of_horizon(horizon: int, ended: int, aftermath: float) -> int:
    """Return the day of a run with a removal that stands for the end of the days followed.

    It is the last of them, unless the aftermath begins after it or ends before it.

    >>> evening_of_horizon(730, 100, 913.0), evening_of_horizon(730, 729, 913.0)
    (729, 730)
    >>> evening_of_horizon(3000, 0, 913.0)
    913
    """
    return min(max(horizon - 1, ended + 1), ended + int(aftermath))


@scalar
def two_years_after(day: float, last: float) -> bool:
    """Return whether this is the day on which month 24 is judged, as the outcome's class is.

    >>> two_years_after(730.0, 0.0), two_years_after(400.0, 1.0), two_years_after(900.0, 1.0)
    (True, True, False)
    """
    return bool(day == MONTH_24 or (last > 0.0 and day < MONTH_24))


@scalar
def count_holders(
    territory: Any, regions: Regions, road_region: Any, moment: int, places: int
) -> None:
    """Count who holds each region at a moment; a column holds those of its ``places``.

    >>> counts = [0] * 18
    >>> count_holders(counts, Regions([], [0.0, 3.0, 0.0], [3.0, 1.0]), [2.0, 1.0], 0, 1)
    >>> [i for i, count in enumerate(counts) if count]
    [0, 9, 17]
    """
    count = int(regions.totals[0])
    for i in range(count):
        holder = int(regions.holder[i])
        for j in range(places):
            if road_region[j] == i:
                holder = COLUMN
        territory[(moment * count + i) * HELD_BY + holder] += 1


@scalar
def count_crowd(territory: Any, share: float) -> None:
    """Count a run's largest turnout [share of the people], unless nobody came out."""
    if share > 0.0:
        first = len(territory) - BINS
        territory[first + int(min(share * CROWD_SCALE, BINS - 1.0))] += 1
