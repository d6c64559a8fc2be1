"""Where to look: design points spread over what is uncertain, by chance, in strata or in full.

A design is drawn in the unit cube and carried into values by each dimension's own law, so that
every way of drawing serves every law. Replicates are no part of it: they repeat chance at the
same points.
"""

from __future__ import annotations

import hashlib
import itertools
import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from interregnum.errors import ScenarioError, nearest
from interregnum.experiments.dimensions import (
    Dimension,
    Floats,
    levels_of,
    scipy_module,
    values_at,
)

SOBOL_BITS = 30
LARGEST_POINTS = 2**24


def sampled(
    dimensions: Sequence[Dimension], method: str, points: int, seed: int
) -> dict[str, Floats]:
    """Return the values of every dimension at every point of a design.

    Parameters
    ----------
    dimensions
        What is uncertain; names differ.
    method
        ``monte_carlo``, ``latin_hypercube``, ``sobol`` or ``full_factorial``.
    points
        How many; of a Sobol design a power of 2. A full factorial has as many as it has, and
        ignores it.
    seed
        In [0, 2**63).

    Returns
    -------
    dict
        By name, one value a point; of a categorical dimension the number of the choice.

    Raises
    ------
    ScenarioError
        If the method is unknown, or the number of points does not suit it.
    UsageError
        If a library that the method needs is not installed.

    Notes
    -----
    The first points of a Monte Carlo or a Sobol design do not depend on how many follow. In a
    Monte Carlo design and a Latin hypercube, the values of a dimension depend on the seed, the
    number of points and its own name, not on the other dimensions.

    References
    ----------
    M. D. McKay, R. J. Beckman and W. J. Conover, A comparison of three methods for selecting
    values of input variables, Technometrics 21 (1979), doi:10.1080/00401706.1979.10489755;
    A. B. Owen, Scrambled net variance for integrals of smooth functions, Annals of Statistics 25
    (1997), doi:10.1214/aos/1031594731.

    Examples
    --------
    >>> news = Dimension("news", "uniform", 2.0, 6.0, levels=3)
    >>> rule = Dimension("rule", "categorical", choices=("focal", "largest"))
    >>> design = sampled([news, rule], "full_factorial", 0, seed=0)
    >>> [float(value) for value in design["news"]], [int(code) for code in design["rule"]]
    ([2.0, 2.0, 4.0, 4.0, 6.0, 6.0], [0, 1, 0, 1, 0, 1])
    """
    if method not in METHODS:
        msg = f"design: {method} is no method; {nearest(method, METHODS)}"
        raise ScenarioError(msg)
    if method == FULL_FACTORIAL:
        return _factorial(dimensions)
    if not 1 <= points <= LARGEST_POINTS:
        msg = f"design: points = {points}; give a whole number from 1 to {LARGEST_POINTS}"
        raise ScenarioError(msg)
    return values_at(dimensions, _CUBES[method](dimensions, points, seed))


def _uniforms(seed: int, name: str, column: int, points: int) -> Floats:
    """Return numbers in (0, 1) that are a dimension's own, the first ones whatever follows."""
    words = hashlib.sha256(f"design {seed} {name} {column}".encode()).digest()
    # Raw words of this generator are the same in all versions of the library.
    raw = np.random.Philox(key=int.from_bytes(words[:16], "little")).random_raw(points)
    numbers: Floats = (np.asarray(raw >> np.uint64(12), dtype=np.float64) + 0.5) * 2.0**-52
    return numbers


def _places(dimensions: Sequence[Dimension]) -> list[tuple[str, int]]:
    """Return whose coordinate each column of the unit cube is, and which of its own."""
    return [(d.name, k) for d in dimensions for k in range(d.columns)]


def _monte_carlo(dimensions: Sequence[Dimension], points: int, seed: int) -> Floats:
    columns = [_uniforms(seed, name, k, points) for name, k in _places(dimensions)]
    return np.column_stack(columns) if columns else np.empty((points, 0))


def _latin_hypercube(dimensions: Sequence[Dimension], points: int, seed: int) -> Floats:
    """Return points of which each coordinate has exactly one in each of as many strata."""
    inside = _monte_carlo(dimensions, points, seed)
    for column, (name, k) in enumerate(_places(dimensions)):
        order = np.argsort(_uniforms(seed, f"{name} order", k, points), kind="stable")
        inside[:, column] = (order + inside[:, column]) / points
    # Rounding may carry the last stratum's end to 1.
    return np.minimum(inside, 1.0 - 2.0**-53)


def _sobol(dimensions: Sequence[Dimension], points: int, seed: int) -> Floats:
    """Return the first points of a scrambled Sobol sequence, in the middle of their cells."""
    if points & (points - 1):
        power = 2 ** (points.bit_length() - 1)
        msg = (
            f"design: a Sobol design of {points} points is out of balance; give a power of 2, "
            f"such as {power} or {2 * power}"
        )
        raise ScenarioError(msg)
    width = sum(dimension.columns for dimension in dimensions)
    if width == 0:
        return np.empty((points, 0))
    qmc = scipy_module("stats.qmc", "a Sobol design")
    words = hashlib.sha256(f"design {seed} sobol".encode()).digest()
    draw = np.random.Generator(np.random.PCG64(int.from_bytes(words[:16], "little")))
    sequence = qmc.Sobol(width, scramble=True, bits=SOBOL_BITS, seed=draw)
    cube: Floats = sequence.random_base2(points.bit_length() - 1)
    return cube + 0.5 * 2.0**-SOBOL_BITS


def _factorial(dimensions: Sequence[Dimension]) -> dict[str, Floats]:
    """Return every combination of the levels; the last dimension changes fastest."""
    levels = [levels_of(dimension) for dimension in dimensions]
    points = math.prod(len(values) for values in levels)
    if points > LARGEST_POINTS:
        msg = f"design: the full factorial has {points} points; at most {LARGEST_POINTS} fit"
        raise ScenarioError(msg)
    rows = np.array(list(itertools.product(*levels)), dtype=np.float64).reshape(points, -1)
    return {d.name: rows[:, k].copy() for k, d in enumerate(dimensions)}


FULL_FACTORIAL = "full_factorial"
_CUBES: Mapping[str, Callable[[Sequence[Dimension], int, int], Floats]] = {
    "monte_carlo": _monte_carlo,
    "latin_hypercube": _latin_hypercube,
    "sobol": _sobol,
}
METHODS = (*_CUBES, FULL_FACTORIAL)
