"""Sensitivity from runs as they are drawn: nothing is designed, every parameter counts at once.

What is asked is how far an outcome's distribution moves when one parameter is known. A column of
pure noise is analysed beside the parameters: whatever does not stand out from it is not found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.errors import ScenarioError
from interregnum.experiments.salib_call import guest, library_seed
from interregnum.experiments.slices import explained, sliced, slices_of
from interregnum.experiments.sobol_indices import NORMAL_95
from interregnum.intervals import Interval

if TYPE_CHECKING:
    import numpy.typing as npt

NOISE = "(pure noise)"
PAWN_SLICES = 10
RESAMPLES = 30
# A density is estimated for every slice of every resample.
DELTA_RESAMPLES = 10


class GivenIndex(NamedTuple):
    """How far knowing one parameter moves the outcome [1], and the variance that it explains [1].

    ``distance`` is PAWN's median distance of distribution functions, or Borgonovo's delta.
    """

    name: str
    distance: Interval
    first: Interval


def pawn_indices(
    parameters: Mapping[str, npt.NDArray[Any]], values: npt.NDArray[Any], seed: int, most: int
) -> list[GivenIndex]:
    """Return PAWN's median index by SALib, of pure noise and of the parameters that move most.

    Parameters
    ----------
    parameters
        One value a run, by name.
    values
        One outcome a run, yes or no or a number.
    seed
        Of the noise and of the bootstrap.
    most
        How many parameters.

    Notes
    -----
    The distance between an outcome's distribution and that in a tenth of a parameter's range is
    never below zero: few runs alone give some. Intervals are normal with a bootstrap over runs.

    References
    ----------
    F. Pianosi and T. Wagener, A simple and efficient method for global sensitivity analysis based
    on cumulative distribution functions, Environmental Modelling & Software 67 (2015),
    doi:10.1016/j.envsoft.2015.01.004.
    """
    import numpy as np

    columns = _with_noise(parameters, len(values), seed)
    found = _pawn(columns, values)
    order = np.argsort(-found[:-1], kind="stable")[:most]
    chosen = [*(list(columns)[j] for j in order), NOISE]
    columns = {name: columns[name] for name in chosen}
    return _resampled(lambda part, ends: _pawn(part, ends), columns, values, seed)


def _pawn(columns: Mapping[str, Any], values: Any) -> Any:
    """Return PAWN's median distance of each column."""
    import numpy as np
    from SALib.analyze import pawn

    table = np.stack(list(columns.values()), axis=1)
    with guest():
        found = pawn.analyze(_problem(columns), table, values, S=PAWN_SLICES, seed=library_seed(0))
    return np.asarray(found["median"])


def delta_indices(
    parameters: Mapping[str, npt.NDArray[Any]], values: npt.NDArray[Any], seed: int, most: int
) -> list[GivenIndex]:
    """Return Borgonovo's delta by SALib, of pure noise and of the parameters that explain most.

    Parameters
    ----------
    parameters, seed, most
        As for :func:`pawn_indices`.
    values
        One outcome a run, a number with a density.

    Raises
    ------
    ScenarioError
        If the outcome is yes or no.

    References
    ----------
    E. Borgonovo, A new uncertainty importance measure, Reliability Engineering & System Safety
    92 (2007), doi:10.1016/j.ress.2006.04.015.
    """
    import numpy as np

    if len(np.unique(values)) <= 2:
        raise ScenarioError(
            "sensitivity: delta compares densities, and a yes-or-no outcome has none; use "
            "--method pawn, or --outcome exit_day"
        )
    chosen = {name: parameters[name] for name in screened(parameters, values, most)}
    columns = _with_noise(chosen, len(values), seed)
    found = _delta(columns, values)
    explaining = _resampled(lambda part, ends: np.zeros(len(part)), columns, values, seed)
    return [
        row._replace(distance=Interval(float(d), float(d - h), float(d + h)))
        for row, d, h in zip(explaining, *found, strict=True)
    ]


def _delta(columns: Mapping[str, Any], values: Any) -> tuple[Any, Any]:
    """Return delta of each column, and half the width of its interval."""
    import numpy as np
    from SALib.analyze import delta

    table = np.stack(list(columns.values()), axis=1)
    with guest():
        found = delta.analyze(
            _problem(columns),
            table,
            values,
            num_resamples=DELTA_RESAMPLES,
            seed=library_seed(0),
            method="delta",
        )
    key = "delta" if "delta" in found else "delta_raw"
    return np.asarray(found[key]), np.asarray(found[f"{key}_conf"])


def screened(
    parameters: Mapping[str, npt.NDArray[Any]], values: npt.NDArray[Any], most: int
) -> list[str]:
    """Return the inputs that explain most of an outcome by themselves, the first one first.

    Each has one value a run, or several as (members, runs): then the member that explains most
    speaks for all.
    """
    import numpy as np

    slices = slices_of(len(values))
    shares = [
        max(explained(sliced(column, slices), values) for column in np.atleast_2d(columns))
        for columns in parameters.values()
    ]
    names = list(parameters)
    return [names[j] for j in np.argsort(-np.array(shares), kind="stable")[:most]]


def _with_noise(parameters: Mapping[str, Any], runs: int, seed: int) -> dict[str, Any]:
    import numpy as np

    return {**parameters, NOISE: np.random.default_rng([seed, 1]).random(runs)}


def _problem(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Return columns as SALib is told of them."""
    return {
        "num_vars": len(columns),
        "names": list(columns),
        "bounds": [[float(c.min()), float(c.max())] for c in columns.values()],
    }


def _resampled(
    distances: Callable[[Mapping[str, Any], Any], Any],
    columns: Mapping[str, npt.NDArray[Any]],
    values: npt.NDArray[Any],
    seed: int,
) -> list[GivenIndex]:
    """Return both numbers of each column with intervals from a bootstrap over runs."""
    import numpy as np

    def both(kept: Any) -> Any:
        part, ends = {name: column[kept] for name, column in columns.items()}, values[kept]
        slices, whole = slices_of(len(ends)), ends.var()
        first = [explained(sliced(c, slices), ends) / whole for c in part.values()]
        return np.array([distances(part, ends), first])

    generator = np.random.default_rng([seed, 2])
    found = both(slice(None))
    picks = [generator.integers(0, len(values), len(values)) for _ in range(RESAMPLES)]
    half = NORMAL_95 * np.std([both(pick) for pick in picks], axis=0, ddof=1)
    low, high = found - half, found + half
    return [
        GivenIndex(
            name,
            Interval(float(found[0, j]), float(low[0, j]), float(high[0, j])),
            Interval(float(found[1, j]), float(low[1, j]), float(high[1, j])),
        )
        for j, name in enumerate(columns)
    ]
