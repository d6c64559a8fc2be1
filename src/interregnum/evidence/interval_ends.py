"""The ends of intervals: percentiles of draws, two arms joined, and what would overturn them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEVEL = 0.95
"""The confidence level of every interval of the record."""


class Arm(Protocol):
    """An estimate with its ends."""

    @property
    def estimate(self) -> float:
        """The number."""
        ...

    @property
    def low(self) -> float:
        """The lower end."""
        ...

    @property
    def high(self) -> float:
        """The upper end."""
        ...


def bias_factor(low: float, high: float) -> float | None:
    """Return how strong a confounder must be to move a ratio's interval onto 1.

    Parameters
    ----------
    low, high
        The ends of the interval of a risk ratio [1]; below zero they count as zero.

    Returns
    -------
    The least risk ratio that an unmeasured confounder needs with both sides of the association;
    1 where the interval holds 1 already, None where an end is no number or none is strong enough.

    References
    ----------
    T. J. VanderWeele and P. Ding, Sensitivity analysis in observational research: introducing
    the E-value, Annals of Internal Medicine 167 (2017), doi:10.7326/M16-2607.

    Examples
    --------
    >>> round(bias_factor(2.0, 4.0), 3), bias_factor(0.9, 1.2), round(bias_factor(0.2, 0.5), 3)
    (3.414, 1.0, 3.414)
    """
    if math.isnan(low) or math.isnan(high):
        return None
    if low <= 1.0 <= high:
        return 1.0
    bound = low if low > 1.0 else (1.0 / high if high > 0.0 else math.inf)
    return bound + math.sqrt(bound * (bound - 1.0)) if math.isfinite(bound) else None


def divided(upper: NDArray[np.float64], lower: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the quotients, not a number where nothing stands below."""
    import numpy as np

    return np.divide(upper, lower, out=np.full_like(upper, np.nan), where=lower > 0.0)


def ends(draws: NDArray[np.float64], estimate: float) -> tuple[float, float]:
    """Return the percentile interval of the draws, which always holds the estimate."""
    import numpy as np

    known = draws[np.isfinite(draws)]
    if len(known) < max(2, len(draws) // 2):
        return math.nan, math.nan
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return min(float(low), estimate), max(float(high), estimate)


def square_and_add(one: Arm, other: Arm) -> tuple[float, float]:
    """Return the ends of a difference from the intervals of its two arms."""
    estimate = one.estimate - other.estimate
    below = math.hypot(one.estimate - one.low, other.high - other.estimate)
    above = math.hypot(one.high - one.estimate, other.estimate - other.low)
    return max(-1.0, estimate - below), min(1.0, estimate + above)
