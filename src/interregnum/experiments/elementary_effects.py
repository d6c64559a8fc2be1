"""Morris's screening: what moving one input at a time does, at the same luck.

Cheaper than variances: a path through the range changes each input once. All runs of a path share
their luck, so that a difference is what the input did.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.errors import ScenarioError
from interregnum.experiments.salib_call import guest, library_seed, problem_of
from interregnum.experiments.sobol_indices import NORMAL_95
from interregnum.intervals import Interval

if TYPE_CHECKING:
    import numpy.typing as npt

LEVELS = 4


class MorrisDesign(NamedTuple):
    """Paths through the unit cube.

    ``points`` is (paths, inputs + 1, coordinates), ``numbers`` (paths, inputs + 1, replicates):
    the points of a path share their luck. ``widths`` says how many coordinates each input takes;
    those of one input move together.
    """

    points: npt.NDArray[Any]
    numbers: npt.NDArray[Any]
    widths: tuple[int, ...]


class MorrisIndex(NamedTuple):
    """What one input does over its whole range, in the unit of the outcome.

    ``mean`` is the mean elementary effect, ``size`` the mean of its absolute value, ``spread`` its
    standard deviation over the range of the others: large where the input acts in other ways there,
    or where luck decides. An input of several coordinates has a size, but no direction: its mean
    and spread are no numbers.
    """

    name: str
    mean: Interval
    size: Interval
    spread: float


def morris_design(
    inputs: int | Sequence[int], paths: int, replicates: int, seed: int
) -> MorrisDesign:
    """Return Morris's design on four levels, sampled by SALib.

    Parameters
    ----------
    inputs
        How many, or how many coordinates each takes.
    paths
        How many, at least 4.
    replicates
        Runs of each point, each with other luck.
    seed
        Of the sample.

    Raises
    ------
    ScenarioError
        If a number is out of range.

    References
    ----------
    M. D. Morris, Factorial sampling plans for preliminary computational experiments,
    Technometrics 33 (1991), doi:10.1080/00401706.1991.10484804.

    Examples
    --------
    >>> morris_design(3, 5, 2, 0).points.shape
    (5, 4, 3)
    """
    import numpy as np

    if paths < 4 or replicates < 1:
        msg = f"sensitivity: points = {paths}, replicates = {replicates} are too few; give at"
        raise ScenarioError(f"{msg} least 4 paths and 1 replicate")
    from SALib.sample import morris

    widths = (1,) * inputs if isinstance(inputs, int) else tuple(inputs)
    count = len(widths)
    with guest():
        rows = morris.sample(problem_of(widths), paths, num_levels=LEVELS, seed=library_seed(seed))
    luck = np.arange(paths)[:, None, None] + paths * np.arange(replicates)[None, None, :]
    points = rows.reshape(paths, count + 1, sum(widths))
    return MorrisDesign(points, np.repeat(luck, count + 1, axis=1), widths)


def morris_indices(
    design: MorrisDesign, names: Sequence[str], values: npt.NDArray[Any]
) -> list[MorrisIndex]:
    """Return elementary effects with 95 % intervals, by SALib.

    Parameters
    ----------
    design
        From :func:`morris_design`.
    names
        Of the inputs.
    values
        (paths, inputs + 1, replicates), one outcome of each run of the design.

    Notes
    -----
    Replicates are averaged before effects are taken, so ``size`` falls towards the absolute effect
    on the mean as they grow; with one replicate of a yes-or-no outcome it is a share of flips.
    """
    from SALib.analyze import morris

    paths, steps, columns = design.points.shape
    with guest():
        found = morris.analyze(
            problem_of(design.widths),
            design.points.reshape(paths * steps, columns),
            values.mean(axis=2).ravel(),
            num_levels=LEVELS,
            seed=library_seed(0),
        )
    rows = []
    for j, name in enumerate(names):
        mean, size = float(found["mu"][j]), float(found["mu_star"][j])
        spread, half = float(found["sigma"][j]), float(found["mu_star_conf"][j])
        if design.widths[j] > 1:
            mean = float("nan")
        reach = NORMAL_95 * spread / sqrt(paths)
        rows.append(
            MorrisIndex(
                name,
                Interval(mean, mean - reach, mean + reach),
                Interval(size, size - half, size + half),
                spread,
            )
        )
    return rows
