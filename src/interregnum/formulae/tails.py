"""Ratios of normal tails that stay exact where the tails themselves underflow.

References
----------
P. S. Laplace's continued fraction for Mills' ratio; W. Kahan's device for log(1 - x), as given
by D. Goldberg, What every computer scientist should know about floating-point arithmetic,
ACM Computing Surveys 23 (1991), doi:10.1145/103162.103163.
"""

from __future__ import annotations

from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import log, normal_cdf, normal_density

# Below minus this, tails are taken from a continued fraction: Φ itself would underflow.
_FAR = 30.0
_TERMS = 12
_NARROW = 0.01
_HAIR = 1e-4


@scalar
def log_one_minus(x: float) -> float:
    """Return log(1 - x), with all digits where x is small."""
    rest = 1.0 - x
    if rest == 1.0:
        return -x
    return log(rest) * x / (1.0 - rest)


@scalar
def mills(y: float) -> float:
    """Return (1 - Φ(y)) / φ(y) for y >= 30, by its continued fraction."""
    value = y
    for k in range(_TERMS, 0, -1):
        value = y + k / value
    return 1.0 / value


@scalar
def hazard(x: float) -> float:
    """Return φ(x) / Φ(x), a decreasing function, at any x."""
    if x < -_FAR:
        return 1.0 / mills(-x)
    return normal_density(x) / normal_cdf(x)


@scalar
def log_normal_cdf(x: float) -> float:
    """Return log Φ(x), in the tails too."""
    if x < -_FAR:
        return log(mills(-x) * normal_density(0.0)) - 0.5 * x * x
    if x > 0.0:
        return log_one_minus(normal_cdf(-x))
    return log(normal_cdf(x))


@scalar
def log_ratio(kept: float, gap: float) -> float:
    """Return log(Φ(kept + gap) / Φ(kept)) for gap >= 0, in the tails too."""
    known = kept + gap
    if known < -_FAR:
        if gap < _HAIR:
            return gap * hazard(kept + 0.5 * gap)
        return -0.5 * gap * (kept + known) + log(mills(-known) / mills(-kept))
    if kept < -_FAR:
        tail = log(mills(-kept) * normal_density(0.0)) - 0.5 * kept * kept
        return log(normal_cdf(known)) - tail
    middle = kept + 0.5 * gap
    if gap * max(1.0, abs(middle)) < _NARROW:
        # So near, the difference of two distribution functions would lose its digits.
        square = middle * middle
        step = gap * gap
        bend = 1.0 + step / 24.0 * (square - 1.0)
        bend += step * step / 1920.0 * (square * square - 6.0 * square + 3.0)
        return log_one_minus(-normal_density(middle) * gap * bend / normal_cdf(kept))
    if kept > 0.0:
        return log_one_minus(normal_cdf(-known)) - log_one_minus(normal_cdf(-kept))
    return log(normal_cdf(known) / normal_cdf(kept))
