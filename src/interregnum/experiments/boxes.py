"""Boxes: a part of the space of parameters, told by limits, and how much of an outcome it holds.

A box bounds some parameters from below or above, or names admissible categories. Coverage is the
share of all cases of interest that lie in it, density the share of cases of interest among its
runs, mass its share of all runs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from interregnum.errors import ScenarioError, UsageError

Mask = npt.NDArray[np.bool_]
# A column is numbers, or words (categories); nothing else decides how it is cut.
Columns = Mapping[str, npt.NDArray[Any]]


class Restriction(NamedTuple):
    """What a box asks of one column: a number from low to high, or one of some words."""

    name: str
    low: float = -inf
    high: float = inf
    among: tuple[str, ...] | None = None

    def holds(self, values: npt.NDArray[Any]) -> Mask:
        """Return which values meet it; limits belong to the box.

        >>> Restriction("x", low=2.0).holds(np.array([1.0, 2.0, 3.0])).tolist()
        [False, True, True]
        """
        if self.among is not None:
            return np.isin(values, self.among)
        return np.asarray((values >= self.low) & (values <= self.high))


Box = tuple[Restriction, ...]


class Share(NamedTuple):
    """What a box holds of a table: runs in it, those of interest, and of how many."""

    runs: int
    interest: int
    all_runs: int
    all_interest: int

    @property
    def coverage(self) -> float:
        """Share of all cases of interest that lie in the box [1]."""
        return self.interest / self.all_interest if self.all_interest else 0.0

    @property
    def density(self) -> float:
        """Share of the box's runs that are of interest [1]."""
        return self.interest / self.runs if self.runs else 0.0

    @property
    def mass(self) -> float:
        """Share of all runs that lie in the box [1]."""
        return self.runs / self.all_runs

    @property
    def informedness(self) -> float:
        """Coverage minus the share of all other runs that lie in the box, in [-1, 1].

        Nothing is gained by the box that holds everything, whatever the share of interest is.

        >>> Share(50, 50, 100, 50).informedness, Share(100, 50, 100, 50).informedness
        (1.0, 0.0)
        """
        others = self.all_runs - self.all_interest
        return self.coverage - ((self.runs - self.interest) / others if others else 0.0)


class Doubt(NamedTuple):
    """How easily chance gives a box that is as dense without one of its limits.

    ``side`` is ``low``, ``high`` or ``among``; ``quasi_p`` a binomial tail probability [1].
    """

    name: str
    side: str
    quasi_p: float


def in_box(columns: Columns, box: Box) -> Mask:
    """Return which rows lie in a box; without limits all do.

    >>> columns = {"x": np.array([1.0, 2.0, 3.0]), "s": np.array(["a", "b", "b"])}
    >>> in_box(columns, (Restriction("x", high=2.5), Restriction("s", among=("b",)))).tolist()
    [False, True, False]
    """
    rows = len(next(iter(columns.values())))
    inside = np.ones(rows, dtype=bool)
    for limit in box:
        inside &= limit.holds(columns[limit.name])
    return inside


def share_of(columns: Columns, interest: Mask, box: Box) -> Share:
    """Return what a box holds of a table."""
    inside = in_box(columns, box)
    return Share(
        int(inside.sum()), int((inside & interest).sum()), len(interest), int(interest.sum())
    )


def quasi_p_values(columns: Columns, interest: Mask, box: Box) -> list[Doubt]:
    """Return a quasi-p-value for each limit of a box.

    Parameters
    ----------
    columns
        The table, column by column; rows that earlier boxes took away are left out.
    interest
        Which rows are of interest.
    box
        Its limits.

    Returns
    -------
    list of Doubt
        One a limit: numbers may have two, categories have one.

    Notes
    -----
    The chance that as many cases of interest, or more, fall among the runs of the box if each is
    one with the density of the box without that limit. Quasi: the same runs chose the limit, so
    it says which limits are surely idle, not which are surely there.

    References
    ----------
    B. P. Bryant and R. J. Lempert, Thinking inside the box, Technological Forecasting and Social
    Change 77 (2010), doi:10.1016/j.techfore.2009.08.002.

    Examples
    --------
    >>> x = np.arange(10.0)
    >>> [doubt] = quasi_p_values({"x": x}, x >= 5.0, (Restriction("x", low=5.0),))
    >>> doubt.side, round(doubt.quasi_p, 5)  # (1/2)**5
    ('low', 0.03125)
    """
    _, stats = stats_libraries()
    held = share_of(columns, interest, box)
    doubts = []
    for limit in box:
        for side, _ in _freed(limit):
            wider = share_of(columns, interest, without_limit(box, limit.name, side))
            value = 1.0
            if held.runs:
                tail = stats.binomtest(held.interest, held.runs, wider.density, "greater")
                value = float(tail.pvalue)
            doubts.append(Doubt(limit.name, side, value))
    return doubts


def without_limit(box: Box, name: str, side: str) -> Box:
    """Return a box without one of its limits.

    >>> without_limit((Restriction("x", 1.0, 2.0),), "x", "high")
    (Restriction(name='x', low=1.0, high=inf, among=None),)
    >>> without_limit((Restriction("x", 1.0),), "x", "low")
    ()
    """
    kept = []
    for limit in box:
        freed = dict(_freed(limit)).get(side, limit) if limit.name == name else limit
        if freed != Restriction(limit.name):
            kept.append(freed)
    return tuple(kept)


def _freed(limit: Restriction) -> list[tuple[str, Restriction]]:
    """Return, side by side, a restriction with that side let go."""
    if limit.among is not None:
        return [("among", Restriction(limit.name))]
    freed = []
    if limit.low > -inf:
        freed.append(("low", limit._replace(low=-inf)))
    if limit.high < inf:
        freed.append(("high", limit._replace(high=inf)))
    return freed


def is_number(values: npt.NDArray[Any]) -> bool:
    """Return whether a column holds numbers; anything else are categories."""
    return values.dtype.kind in "fiu"


def check_table(columns: Columns, interest: Mask) -> None:
    """Refuse a table in which nothing can be discovered.

    Raises
    ------
    ScenarioError
        If lengths differ, a number is missing, or all or none of the runs are of interest.
    """
    for name, values in columns.items():
        if len(values) != len(interest):
            msg = f"discover: {name} has {len(values)} rows, the outcome {len(interest)}"
            raise ScenarioError(f"{msg}; give one value a run")
        if is_number(values) and not np.isfinite(values.astype(float)).all():
            msg = f"discover: {name} is not a number in some run; leave the column out"
            raise ScenarioError(msg)
    found = int(interest.sum())
    if found in (0, len(interest)):
        msg = (
            f"discover: {found} of {len(interest)} runs are of interest, so nothing sets them "
            "apart; name another outcome"
        )
        raise ScenarioError(msg)
    if not columns:
        msg = "discover: no parameter differs between runs; give ranges to some"
        raise ScenarioError(msg)


def stats_libraries() -> Sequence[Any]:
    """Return the tree and the statistics of the optional libraries.

    Raises
    ------
    UsageError
        If they are not installed.
    """
    try:
        from scipy import stats
        from sklearn import tree
    except ImportError as error:
        msg = (
            f"discover: needs {error.name}, which is not installed; "
            'pip install "interregnum[stats]"'
        )
        raise UsageError(msg) from None
    return tree, stats
