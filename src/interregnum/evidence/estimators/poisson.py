"""Ratios of rates by Poisson regression over patterns of covariates, with countries as blocks.

The same law as :func:`interregnum.evidence.estimators.regression.ratios`, in a form that may be
fitted some thousand times: cases with the same covariates are counted together, and a draw of
countries only reweighs the counts.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from statistics import NormalDist
from typing import TYPE_CHECKING, NamedTuple

from interregnum.evidence.estimators.regression import MOST, UNKNOWN, Ratio
from interregnum.evidence.interval_ends import LEVEL

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

MOST_STEPS, CLOSE = 60, 1e-11


@dataclass(frozen=True, slots=True)
class Patterns:
    """Cases by the pattern of their covariates and by country.

    Parameters
    ----------
    names
        The covariates; the first column of the design is the constant.
    design
        A row a pattern, a column the constant and each covariate.
    pattern, place, events
        Of each case: its row of the design, the place of its country among the codes, and how
        often the event came.
    codes
        The countries in ascending order.
    """

    names: tuple[str, ...]
    design: NDArray[np.float64]
    pattern: NDArray[np.int64]
    place: NDArray[np.int64]
    events: NDArray[np.float64]
    codes: NDArray[np.int64]

    def column(self, name: str) -> NDArray[np.float64]:
        """Return a covariate by pattern."""
        found: NDArray[np.float64] = self.design[:, 1 + self.names.index(name)]
        return found

    def totals(self, weights: NDArray[np.float64] | None = None) -> Totals:
        """Return cases and events by pattern, each country as often as its weight says."""
        import numpy as np

        weight = np.ones(len(self.pattern)) if weights is None else weights[self.place]
        size = len(self.design)
        cases = np.bincount(self.pattern, weight, minlength=size).astype(float)
        events = np.bincount(self.pattern, weight * self.events, minlength=size).astype(float)
        return Totals(cases, events)

    def with_events(self, events: ArrayLike) -> Patterns:
        """Return the same cases with another event."""
        import numpy as np

        return replace(self, events=np.asarray(events, dtype=float))


class Totals(NamedTuple):
    """Cases and events by pattern."""

    cases: NDArray[np.float64]
    events: NDArray[np.float64]


class Fit(NamedTuple):
    """A fitted regression.

    Parameters
    ----------
    coefficients
        Of the constant and each covariate; 0 of one that was left out.
    used
        Which columns of the design were fitted.
    kept
        Which patterns were: none whose covariate, 0 or 1, no event ever had.
    eventless
        Which columns no event had.
    converged
        Whether an end was found.
    """

    coefficients: NDArray[np.float64]
    used: NDArray[np.bool_]
    kept: NDArray[np.bool_]
    eventless: NDArray[np.bool_]
    converged: bool


class Standing(NamedTuple):
    """What befell those who have a covariate, beside what the others would have led one to expect.

    Parameters
    ----------
    cases, events
        Cases that have the covariate, and the events among them.
    expected
        Events expected among them, were the ratio 1; the ratio is events / expected.
    """

    cases: float
    events: float
    expected: float


def patterns_of(
    events: ArrayLike, covariates: Mapping[str, ArrayLike], countries: ArrayLike
) -> Patterns:
    """Return cases grouped by the pattern of their covariates.

    Parameters
    ----------
    events
        Of each case, 0 or more.
    covariates
        A column each, as long as the events.
    countries
        Of each case.
    """
    import numpy as np
    import pandas as pd

    columns = [np.asarray(values, dtype=float) for values in covariates.values()]
    came = np.asarray(events, dtype=float)
    key = np.zeros(len(came), dtype=np.int64)
    for column in columns:
        codes, values = pd.factorize(column)
        # Numbered anew after each column, so that no product of sizes overflows.
        key = pd.factorize(key * (len(values) + 1) + codes)[0].astype(np.int64)
    _, first = np.unique(key, return_index=True)
    design = np.column_stack([np.ones(len(first)), *(column[first] for column in columns)])
    found, place = np.unique(np.asarray(countries, dtype=np.int64), return_inverse=True)
    return Patterns(tuple(covariates), design, key, place.astype(np.int64), came, found)


def fitted(patterns: Patterns, totals: Totals) -> Fit:
    """Return the likeliest regression of some totals.

    Notes
    -----
    A covariate of 0 and 1 without any event has no finite coefficient: its cases add nothing to
    the likelihood in the limit and are left out. Newton's steps, halved while they lead downhill;
    each solved by least squares, so that columns which say the same twice do no harm.
    """
    import numpy as np

    design = patterns.design
    there = totals.cases > 0.0
    flag = np.isin(design[there], (0.0, 1.0)).all(axis=0)
    eventless = flag & ((totals.events[:, None] * design).sum(axis=0) == 0.0)
    kept = there & ~(design[:, eventless] != 0.0).any(axis=1)
    if not totals.events[kept].any():
        return Fit(np.zeros(design.shape[1]), ~eventless, kept, eventless, False)
    used = np.ptp(design[kept], axis=0) > 0.0
    used[0] = True
    within, cases, came = design[kept][:, used], totals.cases[kept], totals.events[kept]
    some = np.zeros(within.shape[1])
    some[0] = math.log(came.sum() / cases.sum())
    converged = False
    for _ in range(MOST_STEPS):
        expected = cases * np.exp(within @ some)
        slope = within.T @ (came - expected)
        bend = (within * expected[:, None]).T @ within
        step = np.linalg.lstsq(bend, slope, rcond=None)[0]
        some = some + _shortened(within, cases, came, (some, step))
        if float(np.abs(slope @ step)) < CLOSE:
            converged = True
            break
    coefficients = np.zeros(design.shape[1])
    coefficients[used] = some
    return Fit(coefficients, used, kept, eventless, converged)


def _shortened(
    within: NDArray[np.float64],
    cases: NDArray[np.float64],
    came: NDArray[np.float64],
    move: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> NDArray[np.float64]:
    """Return the step, halved until it does not lower the likelihood."""
    import numpy as np

    some, step = move

    def likelihood(values: NDArray[np.float64]) -> float:
        score = np.clip(within @ values, -700.0, 700.0)
        return float(came @ score - cases @ np.exp(score))

    before = likelihood(some)
    for _ in range(30):
        if likelihood(some + step) >= before - 1e-9 * abs(before):
            return step
        step = step / 2.0
    return step


def standing(patterns: Patterns, totals: Totals, fit: Fit, name: str) -> Standing:
    """Return events and expected events of those who have a covariate of 0 and 1."""
    import numpy as np

    own = patterns.names.index(name) + 1
    others = fit.eventless.copy()
    others[own] = False
    having = (patterns.design[:, own] != 0.0) & (totals.cases > 0.0)
    alive = having & ~(patterns.design[:, others] != 0.0).any(axis=1)
    coefficients = fit.coefficients.copy()
    coefficients[own] = 0.0
    expected = totals.cases[alive] * np.exp(patterns.design[alive] @ coefficients)
    return Standing(
        float(totals.cases[having].sum()),
        float(totals.events[having].sum()),
        float(expected.sum()) if fit.converged else math.nan,
    )


def clustered(patterns: Patterns, fit: Fit) -> NDArray[np.float64]:
    """Return the covariance of all coefficients, errors going together within a country.

    Notes
    -----
    Liang and Zeger's sandwich with the usual correction for few clusters; 0 of a coefficient
    that was left out.
    """
    import numpy as np

    kept = fit.kept[patterns.pattern]
    pattern, place = patterns.pattern[kept], patterns.place[kept]
    design = patterns.design[:, fit.used]
    expected = np.where(fit.kept, np.exp(np.clip(patterns.design @ fit.coefficients, -700, 700)), 0)
    surprise = patterns.events[kept] - expected[pattern]
    countries = len(np.unique(place))
    scores = np.column_stack(
        [
            np.bincount(place, surprise * column[pattern], minlength=len(patterns.codes))
            for column in design.T
        ]
    )
    cases = np.bincount(pattern, minlength=len(design)).astype(float)
    bread = np.linalg.pinv((design * (cases * expected)[:, None]).T @ design)
    few = countries / max(countries - 1, 1)
    few *= (len(pattern) - 1) / max(len(pattern) - design.shape[1], 1)
    whole = np.zeros((len(fit.used), len(fit.used)))
    whole[np.ix_(fit.used, fit.used)] = bread @ (scores.T @ scores) @ bread * few
    return whole


def ratio_between(
    events: ArrayLike,
    covariates: Mapping[str, ArrayLike],
    countries: ArrayLike,
    pair: tuple[str, str],
) -> Ratio:
    """Return the ratio of two covariates' ratios, from one regression.

    Parameters
    ----------
    events, covariates, countries
        As in :func:`patterns_of`.
    pair
        The covariate above the line, and the one below.

    Returns
    -------
    The ratio with Wald's interval on the logarithm; nothing is known where one of the two has no
    case or no event.

    Examples
    --------
    Of 4 cases each, 2 had the event with a, 1 with b, and 1 with neither.

    >>> came = [1, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]
    >>> flags = {"a": [1] * 4 + [0] * 8, "b": [0] * 4 + [1] * 4 + [0] * 4}
    >>> round(ratio_between(came, flags, range(12), ("a", "b")).estimate, 6)
    2.0
    """
    patterns = patterns_of(events, covariates, countries)
    fit = fitted(patterns, patterns.totals())
    above, below = (patterns.names.index(name) + 1 for name in pair)
    if not fit.converged or not (fit.used[above] and fit.used[below]):
        return UNKNOWN
    spread = clustered(patterns, fit)
    centre = float(fit.coefficients[above] - fit.coefficients[below])
    variance = spread[above, above] + spread[below, below] - 2.0 * spread[above, below]
    reach = NormalDist().inv_cdf(0.5 + LEVEL / 2.0) * math.sqrt(max(float(variance), 0.0))
    if abs(centre) + reach >= math.log(MOST):
        return UNKNOWN
    return Ratio(math.exp(centre), math.exp(centre - reach), math.exp(centre + reach))
