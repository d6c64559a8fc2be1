"""Life tables: who still stands after so many years, and which end came first.

Time runs in whole steps. In each step some are at risk and some of them meet one of several ends;
who enters late is at risk from then on only. With one end this is Kaplan and Meier's estimate,
with several it is Aalen and Johansen's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from interregnum.errors import ScenarioError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray


class LifeTable(NamedTuple):
    """Who was at risk in each step, and who met which end.

    Parameters
    ----------
    at_risk
        By country and step (or summed over countries: by draw and step).
    ended
        By country, step and end.
    """

    at_risk: NDArray[np.float64]
    ended: NDArray[np.float64]


class Curves(NamedTuple):
    """What a life table says, at the end of each step.

    Parameters
    ----------
    survival
        The share that no end has met, by draw and step [1].
    incidence
        The share that each end has met first, by draw, step and end [1].
    """

    survival: NDArray[np.float64]
    incidence: NDArray[np.float64]


def life_table(
    blocks: ArrayLike, step: ArrayLike, end: ArrayLike, size: tuple[int, int, int]
) -> LifeTable:
    """Count a table of those at risk, one row a case and step.

    Parameters
    ----------
    blocks
        The place of each row's country, from 0.
    step
        The step that the row is about, from 1; later ones than the table holds are left out.
    end
        The end met in it, from 1, or 0 for none.
    size
        How many countries, steps and kinds of end.

    Raises
    ------
    ScenarioError
        If a step lies below 1 or an end outside its range.

    Examples
    --------
    Of four, one ends in the first step and one in the second, of two kinds.

    >>> table = life_table([0] * 9, [1, 1, 1, 1, 2, 2, 2, 3, 3], [1, 0, 0, 0, 2, 0, 0, 0, 0],
    ...     (1, 3, 2))
    >>> found = curves(table)
    >>> found.survival[0].round(3).tolist(), found.incidence[0, -1].round(3).tolist()
    ([0.75, 0.5, 0.5], [0.25, 0.25])
    """
    import numpy as np

    place, when = np.asarray(blocks, dtype=np.int64), np.asarray(step, dtype=np.int64)
    kind = np.asarray(end, dtype=np.int64)
    if (when < 1).any() or (kind < 0).any() or (kind > size[2]).any():
        raise ScenarioError(
            "life table: a step below 1, or an end outside its range; steps count from 1 and "
            "ends from 1, with 0 for none"
        )
    inside = when <= size[1]
    place, when, kind = place[inside], when[inside] - 1, kind[inside]
    at_risk, ended = np.zeros(size[:2]), np.zeros(size)
    np.add.at(at_risk, (place, when), 1.0)
    met = kind > 0
    np.add.at(ended, (place[met], when[met], kind[met] - 1), 1.0)
    return LifeTable(at_risk, ended)


def drawn(table: LifeTable, weights: NDArray[np.float64]) -> LifeTable:
    """Return the table of each draw, where a draw is a row of weights of countries."""
    countries, steps, ends = table.ended.shape
    flat = weights @ table.ended.reshape(countries, steps * ends)
    return LifeTable(weights @ table.at_risk, flat.reshape(len(weights), steps, ends))


def curves(table: LifeTable) -> Curves:
    """Return survival and incidence for each row of a table.

    Notes
    -----
    Where nobody is at risk in a step, though not all have ended, nothing is known from then on:
    the curves are no numbers.

    References
    ----------
    O. O. Aalen and S. Johansen, An empirical transition matrix for non-homogeneous Markov chains
    based on censored observations, Scandinavian Journal of Statistics 5 (1978) (from memory).
    """
    import numpy as np

    at_risk = table.at_risk[..., None]
    hazard = np.divide(
        table.ended, at_risk, out=np.full_like(table.ended, np.nan), where=at_risk > 0.0
    )
    standing = np.cumprod(1.0 - np.nan_to_num(hazard.sum(axis=-1)), axis=-1)
    # Where all have ended, that nobody is left to be at risk hides nothing.
    hazard[:, 1:][standing[:, :-1] <= 0.0] = 0.0
    survival = np.cumprod(1.0 - hazard.sum(axis=-1), axis=-1)
    before = np.concatenate([np.ones_like(survival[:, :1]), survival[:, :-1]], axis=1)
    return Curves(survival, np.cumsum(before[..., None] * hazard, axis=1))
