"""Gompertz's law of mortality fitted to deaths and years lived by age, many samples at once.

The rate of death at age a is exp(level + slope · a). Given deaths and exposure by age the
likelihood is Poisson's, so Newton's steps need sums over ages only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STEPS = 60
LARGEST_STEP = 1.0


def fit(
    ages: NDArray[np.float64], deaths: NDArray[np.float64], exposure: NDArray[np.float64]
) -> tuple[float, float]:
    """Return level and slope of one sample; not numbers where it holds too few deaths.

    Parameters
    ----------
    ages
        Ages less an origin [years], one a column.
    deaths, exposure
        Deaths, and years lived, at each age.

    References
    ----------
    B. Gompertz, On the nature of the function expressive of the law of human mortality,
    Philosophical Transactions of the Royal Society 115 (1825), doi:10.1098/rstl.1825.0026.

    Examples
    --------
    A rate that is doubled by each year of age, seen without noise, is found again.

    >>> import numpy as np
    >>> ages, lived = np.arange(3.0), np.array([100.0, 50.0, 25.0])
    >>> level, slope = fit(ages, 0.01 * 2**ages * lived, lived)
    >>> round(float(np.exp(level)), 6), round(float(np.exp(slope)), 6)
    (0.01, 2.0)
    """
    levels, slopes = fit_draws(ages, deaths[None, :], exposure[None, :])
    return float(levels[0]), float(slopes[0])


def fit_draws(
    ages: NDArray[np.float64], deaths: NDArray[np.float64], exposure: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return level and slope of each row of deaths and exposure by age."""
    import numpy as np

    total, lived = deaths.sum(axis=1), exposure.sum(axis=1)
    spread = (deaths > 0).sum(axis=1) > 1
    level = np.log(np.maximum(total, 0.5) / np.maximum(lived, 1e-9))
    slope = np.zeros_like(level)
    weighted = deaths @ ages
    for _ in range(STEPS):
        expected = exposure * np.exp(level[:, None] + slope[:, None] * ages)
        first, second = total - expected.sum(axis=1), weighted - expected @ ages
        a, b, c = expected.sum(axis=1), expected @ ages, expected @ ages**2
        determinant = np.maximum(a * c - b * b, 1e-12)
        one = (c * first - b * second) / determinant
        other = (a * second - b * first) / determinant
        # A step is shortened where it would throw the rate at the oldest age out of range.
        reach = np.abs(one) + np.abs(other) * np.abs(ages).max()
        scale = np.minimum(1.0, LARGEST_STEP / np.maximum(reach, 1e-12))
        level, slope = level + scale * one, slope + scale * other
    return np.where(spread, level, np.nan), np.where(spread, slope, np.nan)
