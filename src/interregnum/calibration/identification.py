"""Which parameters the record says something about, and which keep their prior."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from interregnum.calibration.fitted import PRIOR_SPREAD
from interregnum.errors import ScenarioError

Floats: TypeAlias = NDArray[np.float64]

# What decides which equilibrium is played: three rival structures, whose signs are never averaged.
SELECTIONS = ("focal", "largest", "smallest")
# Its meaning depends on the equilibrium played, so it must be identified under each.
UNDER_EACH = ("public_signal.margin_precision",)
NARROW = 0.5


@dataclasses.dataclass(frozen=True, kw_only=True)
class Identification:
    """How much narrower than its prior a parameter's posterior is.

    Parameters
    ----------
    name
        Of the parameter.
    spread_ratio
        Posterior by prior standard deviation on the scale on which the prior is uniform, under
        the reference selection.
    ratios
        The same under each selection that was fitted, as (selection, ratio).
    asked
        Selections under which the ratio must be below one half.
    """

    name: str
    spread_ratio: float
    ratios: tuple[tuple[str, float], ...]
    asked: tuple[str, ...]

    @property
    def narrow(self) -> bool:
        """Whether the posterior is narrow enough under every selection that is asked."""
        found = dict(self.ratios)
        return all(found.get(selection, np.inf) < NARROW for selection in self.asked)


def identification(
    posteriors: Mapping[str, Floats], names: Sequence[str], *, reference: str = "focal"
) -> tuple[Identification, ...]:
    """Return how much narrower than the prior the posterior of each parameter is.

    Parameters
    ----------
    posteriors
        Equally weighted draws in the unit cube by selection, shape (n, parameters). A selection
        that is not given was not fitted: what must be narrow under it is then not identified.
    names
        Of the parameters.
    reference
        The selection whose posterior is meant where none is named.

    Raises
    ------
    ScenarioError
        If the reference is missing, or draws have another number of parameters.

    Examples
    --------
    >>> even = np.linspace(0.0, 1.0, 1001)[:, None]
    >>> found = identification({"focal": np.hstack((even, 0.3 * even))}, ("a", "b"))
    >>> [(row.name, row.narrow) for row in found]
    [('a', False), ('b', True)]
    """
    if reference not in posteriors:
        msg = f"identification: no posterior under {reference}; give one by that name"
        raise ScenarioError(msg)
    for selection, draws in posteriors.items():
        if draws.ndim != 2 or draws.shape[1] != len(names):
            msg = f"identification: draws under {selection} do not have {len(names)} parameters"
            raise ScenarioError(msg)
    ratios = {key: draws.std(axis=0) / PRIOR_SPREAD for key, draws in posteriors.items()}
    return tuple(
        Identification(
            name=name,
            spread_ratio=float(ratios[reference][at]),
            ratios=tuple((key, float(found[at])) for key, found in ratios.items()),
            asked=SELECTIONS if name in UNDER_EACH else (reference,),
        )
        for at, name in enumerate(names)
    )
