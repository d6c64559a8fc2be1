"""Which quantities are followed day by day, and the fixed bins in which their runs are counted.

A histogram of integers in bins that never move can be summed over batches in any order and gives
the same numbers. The first bin also holds what lies below the range, the last one what lies above
it; a value on an edge belongs to the bin above, except on the last edge.
"""

from __future__ import annotations

from typing import NamedTuple

from interregnum.engine.state import QUANTITIES

BINS = 256
PATHS = 200  # the first so many runs are followed in full


class Series(NamedTuple):
    """A quantity that is followed, and the range that its bins cover.

    Parameters
    ----------
    name
        As files and data sets spell it.
    quantity
        The quantity of the state that is read at the end of each day.
    unit
        Of values and of the range.
    low, high
        The range, in the unit; each bin is a 256th of it.
    meaning
        In words.
    """

    name: str
    quantity: str
    unit: str
    low: float
    high: float
    meaning: str

    @property
    def edges(self) -> tuple[float, ...]:
        """The 257 edges of the bins, in the unit.

        >>> [series.edges[-1] for series in SERIES if series.name == "legitimacy.level"]
        [1.0]
        """
        width = (self.high - self.low) / BINS
        return tuple(self.low + k * width for k in range(BINS + 1))


# Ranges that the glossary leaves open are fixed here: bins of a power of two or of a round number,
# and the bins of deaths hold 200 persons each.
_RANGES: dict[str, tuple[float, float]] = {
    "strength.true": (-0.5, 1.5),
    "belief.mean": (-0.5, 1.5),
    "belief.fall_chance": (0.0, 1.0),
    "legitimacy.level": (0.0, 1.0),
    "legitimacy.expressed_support": (0.0, 1.0),
    "war.support": (0.0, 1.0),
    "war.own": (0.0, 512_000.0),
    "elites.exit_hazard": (0.0, 1.0),
    "elites.pay_share": (0.0, 1.0),
    "elites.deserted": (0.0, 1.0),
    "elites.share_acting": (0.0, 1.0),
    "units.share_acting": (0.0, 1.0),
    "citizens.share_acting": (0.0, 1.0),
    "citizens.turnout": (0.0, 1.0),
    "game.threshold": (0.0, 1.0),
    "attempts.size": (0.0, 1.0),
    "attempts.excitation": (0.0, 12.8),
    "forces.loyal": (0.0, 1.0),
    "repression.arrest_chance": (0.0, 1.0),
    "veterans.pool": (0.0, 102_400.0),
    "deaths.total": (0.0, 51_200.0),
}

SERIES: tuple[Series, ...] = tuple(
    Series(name, name, QUANTITIES[name].unit, low, high, QUANTITIES[name].meaning)
    for name, (low, high) in _RANGES.items()
)
