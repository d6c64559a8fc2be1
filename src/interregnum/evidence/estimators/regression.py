"""Ratios of rates and of odds, with standard errors that let cases of one country go together."""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from interregnum.errors import ScenarioError, UsageError
from interregnum.evidence.interval_ends import LEVEL

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

MOST = 1e6


class Link(StrEnum):
    """What a coefficient is the logarithm of."""

    RATE = "ratio of rates"
    ODDS = "ratio of odds"


class Ratio(NamedTuple):
    """A ratio with the ends of its interval [1]."""

    estimate: float
    low: float
    high: float


UNKNOWN = Ratio(math.nan, math.nan, math.nan)


def ratios(
    outcome: ArrayLike,
    covariates: Mapping[str, ArrayLike],
    clusters: ArrayLike,
    wanted: tuple[str, ...],
    link: Link = Link.RATE,
) -> dict[str, Ratio]:
    """Return by what each covariate wanted multiplies the rate, or the odds, of an outcome.

    Parameters
    ----------
    outcome
        Events of each case, 0 or more for rates, 0 or 1 for odds.
    covariates
        A column each, as long as the outcome; a constant is added.
    clusters
        The country of each case: errors may go together within it, in any way.
    wanted
        The covariates whose ratios are returned; a covariate that is 0 or 1 may be wanted.
    link
        Rates by Poisson's quasi-likelihood, odds by the logistic one.

    Returns
    -------
    A ratio for each name wanted. Where no case has the covariate all are not numbers; where none
    of those that have it had the event the ratio is 0, and no upper end is known. Where the fit
    finds no end nothing is known.

    Raises
    ------
    UsageError
        If statsmodels is not installed.
    ScenarioError
        If a column has another length than the outcome or holds what is not finite.

    Notes
    -----
    The interval is Wald's on the logarithm, with the sandwich estimator by cluster. It rests on
    the number of clusters, of which there should be some dozens.

    References
    ----------
    K.-Y. Liang and S. L. Zeger, Longitudinal data analysis using generalized linear models,
    Biometrika 73 (1986), doi:10.1093/biomet/73.1.13.

    Examples
    --------
    >>> came = [1, 0, 0, 0, 1, 1, 0, 0]
    >>> found = ratios(came, {"after": [0, 0, 0, 0, 1, 1, 1, 1]}, [1, 2, 3, 4, 5, 6, 7, 8],
    ...     ("after",))
    >>> round(found["after"].estimate, 6)
    2.0
    """
    import numpy as np

    events = np.asarray(outcome, dtype=float)
    columns = {name: np.asarray(values, dtype=float) for name, values in covariates.items()}
    _check(events, columns, wanted)
    found: dict[str, Ratio] = {}
    kept = np.ones(len(events), dtype=bool)
    for name in wanted:
        having = columns[name] != 0.0
        if not having.any():
            found[name] = UNKNOWN
        elif not events[having].any():
            # A ratio of nought has no finite coefficient: its cases would stop the fit.
            found[name] = Ratio(0.0, 0.0, math.nan)
            kept &= ~having
    rest = [name for name in wanted if name not in found]
    if rest and events[kept].any():
        used = {name: column[kept] for name, column in columns.items() if name not in found}
        used = {name: column for name, column in used.items() if np.ptp(column) > 0.0}
        found |= _fitted(events[kept], used, np.asarray(clusters)[kept], rest, link)
    return {name: found.get(name, UNKNOWN) for name in wanted}


def _check(
    events: NDArray[np.float64], columns: Mapping[str, NDArray[np.float64]], wanted: tuple[str, ...]
) -> None:
    """Refuse columns of another length, and what is not finite."""
    import numpy as np

    for name, column in columns.items():
        if len(column) != len(events) or not np.isfinite(column).all():
            raise ScenarioError(
                f"regression: {name} has {len(column)} values for {len(events)} cases, or one that "
                "is not finite; give one number a case"
            )
    missing = [name for name in wanted if name not in columns]
    if missing:
        raise ScenarioError(f"regression: {missing[0]} is wanted but is no covariate; add it")


def _fitted(
    events: NDArray[np.float64],
    columns: Mapping[str, NDArray[np.float64]],
    clusters: NDArray[np.int64],
    wanted: list[str],
    link: Link,
) -> dict[str, Ratio]:
    """Return the ratios of a model that has finite coefficients for those wanted."""
    import numpy as np

    try:
        from statsmodels.genmod import families
        from statsmodels.genmod.generalized_linear_model import GLM
    except ImportError as error:
        raise UsageError(
            'regression: statsmodels is not installed; run pip install "interregnum[stats]"'
        ) from error
    design = np.column_stack([np.ones(len(events)), *columns.values()])
    family = families.Poisson() if link is Link.RATE else families.Binomial()
    with warnings.catch_warnings():
        # Cases that a covariate parts without rest make the fit wander; what it then says is void.
        warnings.simplefilter("ignore")
        fit = GLM(events, design, family=family).fit(
            cov_type="cluster", cov_kwds={"groups": clusters}
        )
        ends = np.asarray(fit.conf_int(1.0 - LEVEL))
    if not fit.converged:
        return dict.fromkeys(wanted, UNKNOWN)
    found = {}
    for place, name in enumerate(columns, 1):
        if name in wanted:
            ratio = Ratio(*(_exponential(value) for value in (fit.params[place], *ends[place])))
            found[name] = ratio if math.isfinite(ratio.estimate) else UNKNOWN
    return found


def _exponential(value: float) -> float:
    """Return e to a coefficient; beyond a million, or below a millionth, nothing is known."""
    return math.exp(value) if abs(value) < math.log(MOST) else math.nan
