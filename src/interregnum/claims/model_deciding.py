"""Which parameters decide a claim, and how much of what varies was never fitted to anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interregnum.claims.evidence_of_model import Deciding
from interregnum.claims.model_draws import PRIOR

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import numpy.typing as npt

    from interregnum.claims.model_draws import Draws
    from interregnum.claims.model_odds import Landscape

    Floats = npt.NDArray[np.float64]

SHOWN = 3
LEAST = 0.05
FLAT = 1e-12


def quantity_at(land: Landscape, combine: Callable[[Floats], Floats], matrix: Floats) -> Floats:
    """Return x by the surfaces alone at parameters, (rows, columns)."""
    import numpy as np

    return combine(np.stack([surface.at(matrix) for surface in land.surfaces]))


def prior_share(
    draws: Draws, land: Landscape, combine: Callable[[Floats], Floats], seed: int = 0
) -> float | None:
    """Return the share of the variance of E that parameters labelled ``prior`` carry [1].

    Parameters
    ----------
    draws
        Of the parameters.
    land, combine
        The surfaces of the reference structure and what makes x of them.
    seed
        Of the shuffle.

    Returns
    -------
    The share, or None where the surfaces are flat: then nobody knows.

    Notes
    -----
    The two groups' Shapley shares, which add up to 1: half of what a group decides alone and half
    of what it decides together with the other, by predictions with one group shuffled. It is the
    share of what the surfaces explain; what they miss cannot be assigned.

    References
    ----------
    A. B. Owen, Sobol' indices and Shapley value, SIAM/ASA Journal on Uncertainty Quantification 2
    (2014), doi:10.1137/130936233.
    """
    import numpy as np

    whole = quantity_at(land, combine, draws.matrix)
    variance = float(whole.var())
    if variance < FLAT:
        return None
    free = np.array([column.basis == PRIOR for column in draws.columns])
    order = np.random.default_rng(seed).permutation(len(whole))
    alone, rest = draws.matrix.copy(), draws.matrix.copy()
    alone[:, ~free] = draws.matrix[order][:, ~free]
    rest[:, free] = draws.matrix[order][:, free]
    # Sharing a group's values and nothing else gives what that group decides alone.
    own = _covariance(whole, quantity_at(land, combine, alone)) / variance
    other = _covariance(whole, quantity_at(land, combine, rest)) / variance
    return float(min(max(0.5 * (own + 1.0 - other), 0.0), 1.0))


def _covariance(first: Floats, second: Floats) -> float:
    return float(((first - first.mean()) * (second - second.mean())).mean())


def deciding(
    draws: Draws, land: Landscape, combine: Callable[[Floats], Floats], seed: int = 0
) -> tuple[Deciding, ...]:
    """Return the two or three parameters that decide most of the variance of E.

    Parameters
    ----------
    draws, land, combine, seed
        As for :func:`prior_share`.

    Notes
    -----
    Total indices by Jansen's formula on the surfaces: half of the mean squared change of x when
    one parameter is drawn anew, over the variance of x.
    """
    import numpy as np

    whole = quantity_at(land, combine, draws.matrix)
    variance = float(whole.var())
    if variance < FLAT:
        return ()
    random = np.random.default_rng(seed + 1)
    found = []
    for j, column in enumerate(draws.columns):
        moved = draws.matrix.copy()
        moved[:, j] = moved[random.permutation(len(moved)), j]
        change = whole - quantity_at(land, combine, moved)
        share = 0.5 * float((change**2).mean()) / variance
        found.append(Deciding(column.name, share, column.basis))
    found.sort(key=lambda row: -row.share)
    return tuple(row for row in found[:SHOWN] if row.share >= LEAST)
