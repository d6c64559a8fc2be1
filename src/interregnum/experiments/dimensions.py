"""What is uncertain: a dimension's law carries points of the unit cube into values.

Designs, and other ways of choosing points such as those of sensitivity analysis, meet here: they
give coordinates in the unit cube and take values of parameters.
"""

from __future__ import annotations

import importlib
import math
from collections.abc import Sequence
from statistics import NormalDist
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from interregnum.errors import ScenarioError, UsageError, nearest
from interregnum.scenario.fitted import POSTERIOR
from interregnum.scenario.parameters import declared_table

if TYPE_CHECKING:
    from interregnum.engine.plan import Plan

Floats = npt.NDArray[np.float64]
NUMERIC = ("uniform", "log_uniform", "normal")
LAWS = (*NUMERIC, "fixed", "categorical", "dirichlet")


class Dimension(NamedTuple):
    """One thing that is uncertain, and the law of its values.

    ``low`` and ``high`` are its range and ``value`` its centre [the parameter's unit]. A
    categorical dimension has ``choices`` and its values are their numbers from 0 on; a Dirichlet
    one has ``members``, the parameters that share a sum of 1, and their ``concentration``.
    ``levels`` says how many values a full factorial takes of a range.
    """

    name: str
    law: str
    low: float = 0.0
    high: float = 1.0
    value: float = 0.0
    choices: tuple[Any, ...] = ()
    members: tuple[str, ...] = ()
    concentration: tuple[float, ...] = ()
    levels: int = 2

    @property
    def columns(self) -> int:
        """How many coordinates of the unit cube it takes."""
        if self.law == "fixed":
            return 0
        return len(self.members) - 1 if self.law == "dirichlet" else 1

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its values: its own, or those of its members."""
        return self.members or (self.name,)


def declared_dimensions(plan: Plan, names: Sequence[str]) -> list[Dimension]:
    """Return what a scenario itself says of some parameters.

    Parameters
    ----------
    plan
        The scenario's.
    names
        Of parameters, or of simplexes such as ``weights``.

    Raises
    ------
    ScenarioError
        If a name is neither, or a parameter shares a simplex that is not named.
    """
    rows = {row.name: row for row in plan.parameters}
    simplexes = simplexes_of(plan)
    found = []
    for name in names:
        if name in simplexes:
            members, concentration = simplexes[name]
            found.append(Dimension(name, "dirichlet", members=members, concentration=concentration))
            continue
        if name not in rows:
            msg = f"design: {name} is no parameter; {nearest(name, {*rows, *simplexes})}"
            raise ScenarioError(msg)
        row = rows[name]
        if row.draw == POSTERIOR:
            # Named as uncertain by itself: over the range that its declaration admits.
            row = next(one for one in declared_table() if one.name == name)
        if row.draw not in (*NUMERIC, "fixed"):
            simplex = row.draw.split(":")[1]
            msg = f"design: {name} shares a sum of 1 with others; name their simplex, {simplex}"
            raise ScenarioError(msg)
        found.append(Dimension(name, row.draw, row.low, row.high, row.value))
    return found


def simplexes_of(plan: Plan) -> dict[str, tuple[tuple[str, ...], tuple[float, ...]]]:
    """Return the members of each simplex that is drawn, and their concentrations."""
    found: dict[str, list[tuple[str, float]]] = {}
    for row in plan.parameters:
        kind, _, rest = row.draw.partition(":")
        if kind == "dirichlet":
            simplex, _, concentration = rest.rpartition(":")
            found.setdefault(simplex, []).append((row.name, float(concentration)))
    return {
        name: (tuple(member for member, _ in rows), tuple(number for _, number in rows))
        for name, rows in found.items()
    }


def values_at(dimensions: Sequence[Dimension], cube: Floats) -> dict[str, Floats]:
    """Carry points of the unit cube into values.

    Parameters
    ----------
    dimensions
        What is uncertain.
    cube
        (points, coordinates), in (0, 1): for each dimension in turn as many coordinates as it
        takes (:attr:`Dimension.columns`).

    Raises
    ------
    UsageError
        If a Dirichlet dimension asks for a library that is not installed.

    Examples
    --------
    >>> news = Dimension("news", "log_uniform", 1.0, 100.0)
    >>> [round(float(value), 9) for value in values_at([news], np.array([[0.5], [0.25]]))["news"]]
    [10.0, 3.16227766]
    """
    values: dict[str, Floats] = {}
    column = 0
    for dimension in dimensions:
        part = cube[:, column : column + dimension.columns]
        column += dimension.columns
        if dimension.law == "dirichlet":
            weights = broken_stick(dimension.concentration, part)
            values |= dict(zip(dimension.members, weights.T, strict=True))
        elif dimension.law == "fixed":
            values[dimension.name] = np.full(len(cube), dimension.value)
        else:
            values[dimension.name] = _quantiles(dimension, part[:, 0])
    return values


def _quantiles(dimension: Dimension, u: Floats) -> Floats:
    """Return the values below which a dimension stays with the chances u."""
    low, high = dimension.low, dimension.high
    if dimension.law == "categorical":
        return np.floor(u * len(dimension.choices))
    if dimension.law == "log_uniform":
        log_low = math.log(low)
        return np.clip(np.exp(log_low + u * (math.log(high) - log_low)), low, high)
    if dimension.law == "normal":
        # As scenarios draw: the range is four standard deviations wide, what falls outside
        # stands at its end.
        score = NormalDist().inv_cdf
        scores = np.array([score(chance) for chance in u])
        return np.clip(dimension.value + 0.25 * (high - low) * scores, low, high)
    return low + u * (high - low)


def broken_stick(concentration: Sequence[float], u: Floats) -> Floats:
    """Return points of a simplex by breaking a stick: each piece is a beta share of the rest.

    Parameters
    ----------
    concentration
        Of the Dirichlet law, one a piece.
    u
        (points, pieces - 1), levels in [0, 1]: of each piece but the last its share of what the
        pieces before it have left.

    Notes
    -----
    Where u is uniform, pieces follow the Dirichlet law with this concentration: a piece's share of
    the rest follows Beta(its own concentration, the sum of those after it), independent of what
    was broken off before.

    References
    ----------
    L. Devroye, Non-Uniform Random Variate Generation (1986), chapter XI, theorem 4.2,
    doi:10.1007/978-1-4613-8643-8.

    Examples
    --------
    >>> broken_stick([1.0, 1.0], np.array([[0.25]])).round(12).tolist()
    [[0.25, 0.75]]
    """
    special = scipy_module("special", "a Dirichlet dimension")
    left = np.ones(len(u))
    pieces = []
    for k in range(u.shape[1]):
        rest = sum(concentration[k + 1 :])
        share = special.betaincinv(concentration[k], rest, u[:, k])
        pieces.append(left * share)
        left = left * (1.0 - share)
    return np.column_stack([*pieces, left])


def levels_of(dimension: Dimension) -> Floats:
    """Return the values that a full factorial takes of a dimension.

    Raises
    ------
    ScenarioError
        If it has none.

    >>> [float(value) for value in levels_of(Dimension("news", "uniform", 2.0, 6.0, levels=3))]
    [2.0, 4.0, 6.0]
    """
    if dimension.law == "dirichlet":
        msg = (
            f"design: {dimension.name} shares a sum of 1, which has no levels; draw it in another "
            "design, or fix it"
        )
        raise ScenarioError(msg)
    if dimension.law == "fixed":
        return np.array([dimension.value])
    if dimension.law == "categorical":
        return np.arange(float(len(dimension.choices)))
    if dimension.law == "normal":
        # A normal law has no ends: the middles of equally likely parts.
        return _quantiles(dimension, (np.arange(dimension.levels) + 0.5) / dimension.levels)
    return _quantiles(dimension, np.linspace(0.0, 1.0, dimension.levels))


def scipy_module(name: str, what: str) -> Any:
    """Return a module of SciPy.

    Raises
    ------
    UsageError
        If it is not installed; what needs it is named.
    """
    try:
        return importlib.import_module(f"scipy.{name}")
    except ImportError as error:
        msg = f'design: {what} needs SciPy; run: pip install "interregnum[stats]"'
        raise UsageError(msg) from error
