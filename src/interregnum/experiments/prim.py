"""PRIM: a box is peeled patiently from the whole space until an outcome fills it.

In each step the thin slice goes whose loss raises the density most per run lost; when nothing is
left to peel, slices that were taken off too eagerly are pasted on again. The steps in between are
the peeling trajectory: from all of the outcome at little density to little of it at high density.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor, inf
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from interregnum.errors import ScenarioError
from interregnum.experiments.boxes import (
    Box,
    Columns,
    Mask,
    Restriction,
    Share,
    check_table,
    in_box,
    is_number,
    quasi_p_values,
    without_limit,
)

Rows = npt.NDArray[np.intp]


class Patience(NamedTuple):
    """How PRIM goes about it.

    ``peel`` is the share of the box's runs that a slice takes, ``paste`` that of the runs beside
    it that a slice adds, ``least_mass`` the share of all runs below which nothing is peeled [1].
    """

    peel: float = 0.05
    paste: float = 0.05
    least_mass: float = 0.05

    def check(self) -> None:
        """Refuse shares that are none.

        Raises
        ------
        ScenarioError
            If one lies outside (0, 0.5), the mass outside (0, 1).
        """
        for name, value, most in zip(self._fields, self, (0.5, 0.5, 1.0), strict=True):
            if not 0.0 < value < most:
                msg = f"discover: {name} = {value} is out of range; give a share in (0, {most:g})"
                raise ScenarioError(msg)


class Step(NamedTuple):
    """One box of the trajectory and what it holds."""

    box: Box
    share: Share


class _Cut(NamedTuple):
    """A candidate: its score, minus the number of restricted columns, its box and rows."""

    gain: float
    plainness: int
    box: Box
    rows: Rows


def trajectory(
    columns: Columns,
    interest: Mask,
    patience: Patience | None = None,
    remaining: Mask | None = None,
) -> list[Step]:
    """Return the boxes that peeling, then pasting, goes through; the first holds everything.

    Parameters
    ----------
    columns
        The table, column by column: numbers or words.
    interest
        Which rows are of interest.
    patience
        By default slices of 5 %, down to 5 % of all runs.
    remaining
        Rows that earlier boxes have left; by default all.

    Raises
    ------
    ScenarioError
        If all or none of the rows are of interest, or a number of ``patience`` is wrong.

    Notes
    -----
    A slice of numbers ends halfway between the runs at the quantile (between the tied value and
    the next, where runs tie); each category is a slice of its own. A slice scores the rise of the
    density over the number of runs it takes, so that a large category is not preferred for its
    size; where scores tie, the box with fewer restricted columns wins, then the column that
    stands first. It stops when the best slice raises nothing or leaves too few runs.

    References
    ----------
    J. H. Friedman and N. I. Fisher, Bump hunting in high-dimensional data, Statistics and
    Computing 9 (1999), doi:10.1023/A:1008894516817. J. H. Kwakkel and M. Jaxa-Rozen, Improving
    scenario discovery for handling heterogeneous uncertainties and multinomial classified
    outcomes, Environmental Modelling and Software 79 (2016), doi:10.1016/j.envsoft.2015.11.020.

    Examples
    --------
    >>> x = np.arange(100.0)
    >>> last = trajectory({"x": x}, x >= 80.0)[-1]
    >>> last.box[0].low > 75.0, last.share.density
    (True, 1.0)
    """
    patience = patience or Patience()
    patience.check()
    check_table(columns, interest)
    whole = np.arange(len(interest), dtype=np.intp)
    rows = whole if remaining is None else whole[remaining]
    hunt = _Hunt(columns, interest, patience, rows)
    return hunt.steps()


class _Hunt:
    """One box being looked for."""

    def __init__(self, columns: Columns, interest: Mask, patience: Patience, rows: Rows) -> None:
        # Numbers come before categories, which decides between equal scores.
        self.columns = {n: v for n, v in columns.items() if is_number(v)}
        self.columns |= {n: v for n, v in columns.items() if not is_number(v)}
        self.interest = interest
        self.patience = patience
        self.start = rows
        self.begun = {name: values[rows] for name, values in self.columns.items()}
        self.words = {
            n: tuple(sorted(set(v.tolist()))) for n, v in columns.items() if not is_number(v)
        }

    def steps(self) -> list[Step]:
        box: Box = ()
        rows = self.start
        steps = [self._step(box, rows)]
        for stage in (self._peels, self._pastes):
            while (best := self._best(box, rows, stage(box, rows))) is not None:
                box, rows = best.box, best.rows
                steps.append(self._step(box, rows))
        return steps

    def _step(self, box: Box, rows: Rows) -> Step:
        found = int(self.interest[rows].sum())
        return Step(box, Share(len(rows), found, len(self.interest), int(self.interest.sum())))

    def _best(self, box: Box, rows: Rows, boxes: Iterator[tuple[Box, Rows]]) -> _Cut | None:
        """Return the candidate that raises the density most per run, if any raises it."""
        density = self.interest[rows].sum() / max(len(rows), 1)
        best: _Cut | None = None
        for candidate, kept in boxes:
            moved = abs(len(rows) - len(kept))
            found = self.interest[kept].sum() / len(kept) if len(kept) else 0.0
            gain = float((found - density) / moved) if moved else 0.0
            cut = _Cut(gain, -len(candidate), candidate, kept)
            if best is None or cut[:2] > best[:2]:
                best = cut
        least = self.patience.least_mass * len(self.interest)
        if best is None or best.gain <= 0.0 or len(best.rows) < least:
            return None
        return best

    def _peels(self, box: Box, rows: Rows) -> Iterator[tuple[Box, Rows]]:
        limits = {limit.name: limit for limit in box}
        for name, values in self.columns.items():
            mine = values[rows]
            limit = limits.get(name, Restriction(name))
            if name in self.words:
                among = limit.among or self.words[name]
                for word in among if len(among) > 1 else ():
                    left = tuple(other for other in among if other != word)
                    yield _with(box, limit._replace(among=left)), rows[mine != word]
                continue
            high = midway(mine, 1.0 - self.patience.peel)
            yield _with(box, limit._replace(high=high)), rows[mine <= high]
            low = midway(mine, self.patience.peel)
            yield _with(box, limit._replace(low=low)), rows[mine >= low]

    def _pastes(self, box: Box, rows: Rows) -> Iterator[tuple[Box, Rows]]:
        for limit in box:
            others = tuple(other for other in box if other is not limit)
            near = self.start[in_box(self.begun, others)]
            values = self.columns[limit.name][near]
            if limit.among is not None:
                for word in self.words[limit.name]:
                    if word not in limit.among:
                        wider = limit._replace(among=tuple(sorted((*limit.among, word))))
                        yield (
                            self._pasted(box, wider, len(self.words[limit.name])),
                            near[wider.holds(values)],
                        )
                continue
            for wider in self._wider(limit, values):
                yield _with(box, wider), near[wider.holds(values)]

    def _wider(self, limit: Restriction, values: npt.NDArray[Any]) -> Iterator[Restriction]:
        """Yield a restriction with its lower, then its upper limit moved over a slice outside."""
        below = values[values <= limit.low]
        if limit.low > -inf and len(below):
            yield limit._replace(low=midway(below, 1.0 - self.patience.paste))
        above = values[values >= limit.high]
        if limit.high < inf and len(above):
            yield limit._replace(high=midway(above, self.patience.paste))

    def _pasted(self, box: Box, wider: Restriction, words: int) -> Box:
        """Return a box with a word more; with all of them there is no restriction left."""
        if len(wider.among or ()) == words:
            return tuple(other for other in box if other.name != wider.name)
        return _with(box, wider)


def _with(box: Box, limit: Restriction) -> Box:
    """Return a box with a restriction put in, or in place of the one of the same column."""
    if any(other.name == limit.name for other in box):
        return tuple(limit if other.name == limit.name else other for other in box)
    return (*box, limit)


def midway(values: npt.NDArray[Any], quantile: float) -> float:
    """Return where a slice ends: between two runs, never on a value that runs share.

    Below the median the cut moves up past ties, above it down; a column with one value is cut
    nowhere.

    >>> midway(np.array([1.0, 2.0, 3.0, 4.0]), 0.4), midway(np.array([1.0, 1.0, 1.0, 3.0]), 0.1)
    (2.5, 2.0)
    """
    place = (len(values) - 1) * quantile
    below, above = floor(place), ceil(place)
    if below == above:
        first = second = np.partition(values, below)[below]
    else:
        parted = np.partition(values, (below, above))
        first, second = parted[below], parted[above]
    if first == second:
        if quantile > 0.5:
            beside = values[values < first]
            first = beside.max() if len(beside) else first
        else:
            beside = values[values > second]
            second = beside.min() if len(beside) else second
    return float((first + second) / 2)


def chosen_step(steps: list[Step], density: float | None = None) -> Step:
    """Return the box of a trajectory that is told.

    Parameters
    ----------
    steps
        The trajectory.
    density
        The first box at least so dense [1]; by default the one of the greatest informedness:
        coverage minus the share of other runs in it.

    Raises
    ------
    ScenarioError
        If no box is so dense.
    """
    if density is None:
        return max(steps, key=lambda step: step.share.informedness)
    for step in steps:
        if step.share.density >= density:
            return step
    most = max(step.share.density for step in steps)
    msg = f"discover: no box has density {density:g}; the densest has {most:.3g}: ask for less"
    raise ScenarioError(msg)


def without_idle_limits(columns: Columns, interest: Mask, box: Box, most: float = 0.05) -> Box:
    """Return a box without the limits that chance explains, the most doubtful going first.

    Parameters
    ----------
    columns, interest, box
        As for :func:`~interregnum.experiments.boxes.quasi_p_values`.
    most
        The quasi-p-value above which a limit goes [1].
    """
    while box:
        doubts = quasi_p_values(columns, interest, box)
        worst = max(doubts, key=lambda doubt: doubt.quasi_p)
        if worst.quasi_p <= most:
            return box
        box = without_limit(box, worst.name, worst.side)
    return box
