r"""Mean opinion where each conforms to the mean: every self-consistent value, and its limits.

Equations
---------
.. math:: m = \tanh(\beta h + \beta J\, m)

It is solved in y = βh + βJ m, where y - βJ tanh y = βh: the left side turns at

.. math:: \pm y_s, \qquad \tanh y_s = t = \sqrt{1 - 1/\beta J}, \qquad
    \beta h_s = \beta J\, t - y_s

if βJ > 1. Within the spinodals ±βh_s there are three solutions, at them two, beyond them one.

References
----------
W. A. Brock and S. N. Durlauf, Discrete choice with social interactions, Review of Economic
Studies 68 (2001), 235-260, doi:10.1111/1467-937X.00168.
"""

from __future__ import annotations

from collections.abc import MutableSequence
from math import sqrt

from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import NOT_A_NUMBER, exp, log

_STEPS = 200
_SERIES_TERMS = 30


@scalar
def hyperbolic_tangent(x: float) -> float:
    """Return tanh(x), with all digits where x is small.

    >>> hyperbolic_tangent(0.0), round(hyperbolic_tangent(-0.5), 11)
    (0.0, -0.46211715726)
    """
    size = abs(x)
    if size > 20.0:
        return 1.0 if x > 0.0 else -1.0
    # Kahan's device: the rounding of u cancels between u - 1 and log(u).
    u = exp(2.0 * size)
    rise = 2.0 * size if u == 1.0 else (u - 1.0) * (2.0 * size) / log(u)
    value = rise / (2.0 + rise)
    return value if x >= 0.0 else -value


@scalar
def turning_point(coupling: float) -> float:
    """Return y_s for a coupling βJ above 1.

    >>> round(turning_point(2.0), 11)
    0.88137358702
    """
    t = sqrt((coupling - 1.0) / coupling)
    if t < 0.5:
        return _odd_series(t, 0)
    # artanh t with 1 - t² = 1/βJ: nothing is lost where t is near 1.
    return log(1.0 + t) + 0.5 * log(coupling)


@scalar
def _odd_series(t: float, defect: int) -> float:
    """Return Σ t^(2k+1)/(2k+1), or with defect 1 Σ t^(2k+1) 2k/(2k+1)."""
    total = 0.0
    for k in range(_SERIES_TERMS, -1, -1):
        weight = 2.0 * k if defect == 1 else 1.0
        total = total * t * t + weight / (2.0 * k + 1.0)
    return total * t


@scalar
def spinodal_field(coupling: float) -> float:
    """Return the field βh, positive, up to which three mean opinions sustain themselves.

    Parameters
    ----------
    coupling
        βJ, how strongly each is drawn to the mean.

    Returns
    -------
    The field; not a number where the coupling is at most 1 and there is none.

    >>> round(spinodal_field(2.0), 6)
    0.53284
    """
    if coupling <= 1.0:
        return NOT_A_NUMBER
    t = sqrt((coupling - 1.0) / coupling)
    if t < 0.5:
        # βJ t - artanh t term by term, because βJ = 1 + t² + t⁴ + ...
        return _odd_series(t, 1)
    return coupling * t - turning_point(coupling)


@scalar
def _solution_between(
    coupling: float, field: float, low: float, high: float, direction: float
) -> float:
    """Return y in [low, high], where direction (y - βJ tanh y - βh) rises through 0."""
    y = low + 0.5 * (high - low)
    for _ in range(_STEPS):
        t = hyperbolic_tangent(y)
        gap = direction * (y - coupling * t - field)
        if gap > 0.0:
            high = y
        elif gap < 0.0:
            low = y
        else:
            break
        slope = direction * (1.0 - coupling * (1.0 - t * t))
        after = y - gap / slope if slope > 0.0 else low
        if not low < after < high:
            after = low + 0.5 * (high - low)
        if after == y or not low < after < high:
            break
        y = after
    return y


@scalar
def find_mean_opinions(coupling: float, field: float, roots: MutableSequence[float]) -> int:
    """Write all solutions m in increasing order; return how many: 1, 2 or 3.

    Parameters
    ----------
    coupling, field
        βJ and βh; a negative coupling is a wish to differ.
    roots
        Room for three, filled from the front.

    >>> roots = [0.0, 0.0, 0.0]
    >>> find_mean_opinions(2.0, 0.2, roots), [round(m, 6) for m in roots]
    (3, [-0.930297, -0.202853, 0.973016])
    """
    if coupling <= 1.0:
        reach = abs(coupling)
        y = _solution_between(coupling, field, field - reach, field + reach, 1.0)
        roots[0] = hyperbolic_tangent(y)
        return 1
    turn = turning_point(coupling)
    limit = spinodal_field(coupling)
    n = 0
    if field <= limit:
        y = _solution_between(coupling, field, field - coupling, -turn, 1.0)
        roots[n] = hyperbolic_tangent(-turn if field == limit else y)
        n += 1
    if -limit < field < limit:
        y = _solution_between(coupling, field, -turn, turn, -1.0)
        roots[n] = hyperbolic_tangent(y)
        n += 1
    if field >= -limit:
        y = _solution_between(coupling, field, turn, field + coupling, 1.0)
        roots[n] = hyperbolic_tangent(turn if field == -limit else y)
        n += 1
    return n
