r"""How a fact varies over the parameters: a trend and a smooth remainder, from noisy points.

The fact is a Gaussian process with known noise,

.. math:: y_i = f(x_i) + N(0, s_i^2)

.. math:: k(x, x') = 1 + a^2 x^T x' + q^2 (x^T x')^2 + g^2 e^{-\frac{1}{2}\sum_d (x_d-x'_d)^2/l_d^2}

with x the place in the unit cube stretched to [-1, 1]. The first three terms are a linear and a
quadratic trend under a ridge penalty; the last is the remainder, with one length a parameter. The
penalties and lengths are those of the highest marginal likelihood times a weak prior, so that
curvature which the points do not show is shrunk away, and a fact of little information keeps to
its trend.
"""

from __future__ import annotations

import dataclasses
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from interregnum.calibration.libraries import library

Floats: TypeAlias = NDArray[np.float64]
Rows: TypeAlias = NDArray[np.intp]

# Logarithms of slope, curvature, remainder and length: where the weak prior has its middle, and
# how wide it is. Facts are in units of their own standard deviation, parameters in [-1, 1].
MIDDLE = (np.log(0.3), np.log(0.05), np.log(0.3), np.log(2.0))
WIDTH = (1.5, 1.5, 1.0, 0.8)
LOWEST, HIGHEST = (np.log(1e-3), np.log(1e-4), np.log(1e-3), np.log(0.3)), (2.0, 1.0, 2.0, 4.0)
JITTER = 1e-8


@dataclasses.dataclass(frozen=True, eq=False)
class Shape:
    """The fitted penalties and lengths of one fact.

    Parameters
    ----------
    slope, curvature, remainder
        Prior standard deviations of the trend's coefficients and of the remainder [sd of fact].
    lengths
        Over which the remainder varies, one a parameter [half the prior's range].
    """

    slope: float
    curvature: float
    remainder: float
    lengths: Floats

    def covariance(self, left: Floats, right: Floats) -> Floats:
        """Return the prior covariance between stretched places.

        Parameters
        ----------
        left, right
            Shapes (n, parameters) and (m, parameters).
        """
        product = left @ right.T
        trend = 1.0 + product * (self.slope**2 + self.curvature**2 * product)
        smooth = np.exp(-0.5 * _distances(left, right, self.lengths))
        return np.asarray(trend + self.remainder**2 * smooth)

    def variance(self, places: Floats) -> Floats:
        """Return the prior variance at stretched places.

        Parameters
        ----------
        places
            Shape (n, parameters).
        """
        square = np.sum(places * places, axis=1)
        trend = 1.0 + square * (self.slope**2 + self.curvature**2 * square)
        return np.asarray(trend + self.remainder**2)


def stretched(places: Floats) -> Floats:
    """Return places of the unit cube on [-1, 1].

    >>> stretched(np.array([[0.0, 0.5, 1.0]])).tolist()
    [[-1.0, 0.0, 1.0]]
    """
    return 2.0 * np.asarray(places, dtype=np.float64) - 1.0


def _distances(left: Floats, right: Floats, lengths: Floats) -> Floats:
    """Return squared distances in units of the lengths."""
    near, far = left / lengths, right / lengths
    square = (near * near).sum(1)[:, None] + (far * far).sum(1)[None, :] - 2.0 * near @ far.T
    return np.asarray(np.maximum(square, 0.0))


def fitted_shape(places: Floats, values: Floats, noise: Floats, most_steps: int = 60) -> Shape:
    """Return the shape of highest marginal likelihood, under a weak prior.

    Parameters
    ----------
    places
        Stretched, shape (n, parameters).
    values
        Of the fact, in units of its standard deviation, mean taken off, shape (n,).
    noise
        Known variances of the values, shape (n,).
    most_steps
        Of the optimiser.
    """
    optimize = library("scipy.optimize")
    count = places.shape[1]

    def spread(ends: tuple[float, float, float, float]) -> Floats:
        return np.concatenate((ends[:3], np.full(count, ends[3])))

    middle, width = spread(MIDDLE), spread(WIDTH)
    gram = places @ places.T

    def cost(logs: Floats) -> tuple[float, Floats]:
        value, slope = _misfit(logs, places, gram, values, noise)
        off = (logs - middle) / width
        return value + 0.5 * float(off @ off), slope + off / width

    found = optimize.minimize(
        cost,
        middle,
        jac=True,
        method="L-BFGS-B",
        bounds=list(zip(spread(LOWEST), spread(HIGHEST), strict=True)),
        options={"maxiter": most_steps, "ftol": 1e-7, "gtol": 1e-3},
    )
    best = np.exp(found.x)
    return Shape(float(best[0]), float(best[1]), float(best[2]), best[3:])


def _misfit(
    logs: Floats, places: Floats, gram: Floats, values: Floats, noise: Floats
) -> tuple[float, Floats]:
    """Return minus the log marginal likelihood and its gradient in the logarithms."""
    lapack = library("scipy.linalg.lapack")
    slope, curvature, remainder = np.exp(2.0 * logs[:3])
    near = places / np.exp(logs[3:])
    square = (near * near).sum(1)
    smooth = near @ near.T
    smooth *= 2.0
    smooth -= square[:, None]
    smooth -= square[None, :]
    smooth *= 0.5
    np.exp(smooth, out=smooth)
    smooth *= remainder
    bent = curvature * gram * gram
    total = smooth + bent + slope * gram + 1.0
    total[np.diag_indices_from(total)] += noise + JITTER
    factor, failed = lapack.dpotrf(total, lower=1, overwrite_a=1)
    if failed:
        return 1e10, np.zeros_like(logs)
    inverse, _ = lapack.dpotri(factor, lower=1)
    inverse = np.tril(inverse) + np.tril(inverse, -1).T
    pulled = inverse @ values
    value = 0.5 * float(values @ pulled) + float(np.log(np.diag(factor)).sum())
    pull = np.outer(pulled, pulled) - inverse
    bends = pull * smooth
    rows = bends.sum(1)
    lengths = 2.0 * (rows @ (near * near) - (near * (bends @ near)).sum(0))
    scales = [2.0 * slope * (pull * gram).sum(), 2.0 * (pull * bent).sum(), 2.0 * rows.sum()]
    return value, -0.5 * np.concatenate((scales, lengths))


def smoothed_errors(places: Floats, errors: Floats) -> Floats:
    """Return standard errors as a smooth function of the parameters.

    Parameters
    ----------
    places
        Stretched, shape (n, parameters).
    errors
        Estimated standard errors, above 0, shape (n,).

    Notes
    -----
    An estimated error depends on the same chance as its fact: a panel that happens to have few
    events has a low rate and a large error. Weighting by it would pull the fit towards
    panels with many events. The logarithm of the error is therefore replaced by its own ridge
    regression on squares and linear terms of the parameters.
    """
    design = np.column_stack((np.ones(len(places)), places, places * places - 1.0 / 3.0))
    logs = np.log(errors)
    penalty = np.eye(design.shape[1])
    penalty[0, 0] = 0.0
    middle = float(logs.mean())
    fitted = design @ np.linalg.solve(design.T @ design + penalty, design.T @ (logs - middle))
    return np.asarray(np.exp(middle + fitted))


@dataclasses.dataclass(frozen=True, eq=False)
class Condensed:
    """A process given its points, condensed to a few of them.

    Parameters
    ----------
    anchors
        Stretched places, shape (m, parameters).
    weights
        The mean is ``k(x, anchors) @ weights``, shape (m,).
    gain
        The variance is ``k(x, x) - |k(x, anchors) @ gain|²``, shape (m, r).
    """

    anchors: Floats
    weights: Floats
    gain: Floats


def condensed(shape: Shape, places: Floats, values: Floats, noise: Floats, most: int) -> Condensed:
    """Return a process given its points, condensed to the anchors that carry most.

    Parameters
    ----------
    shape
        From :func:`fitted_shape`.
    places, values, noise
        As there.
    most
        How many anchors at most.

    Notes
    -----
    Anchors are pivots of a Cholesky factorisation that takes the place with most unexplained
    prior variance next. What they leave unexplained at a point counts as noise of that point
    (FITC), and as variance where the process is predicted: condensing can only widen.

    References
    ----------
    J. Quiñonero-Candela and C. E. Rasmussen, A unifying view of sparse approximate Gaussian
    process regression, Journal of Machine Learning Research 6 (2005).
    """
    linear = library("scipy.linalg")
    pivots, factor, left = _pivoted(shape, places, most)
    precision = 1.0 / (noise + left + JITTER)
    scaled = factor * precision[:, None]
    known = np.eye(len(pivots)) + factor.T @ scaled
    lower = linear.cholesky(known, lower=True)
    mean = linear.cho_solve((lower, True), scaled.T @ values)
    shrink = np.eye(len(pivots)) - linear.cho_solve((lower, True), np.eye(len(pivots)))
    sizes, directions = np.linalg.eigh(0.5 * (shrink + shrink.T))
    # What a direction takes from the variance: below a thousandth it is not worth its cost.
    kept = sizes > 1e-3
    corner = factor[pivots]
    together = np.column_stack((mean, directions[:, kept] * np.sqrt(sizes[kept])))
    solved = linear.solve_triangular(corner, together, lower=True, trans="T")
    return Condensed(places[pivots], solved[:, 0].copy(), solved[:, 1:].copy())


def _pivoted(shape: Shape, places: Floats, most: int) -> tuple[Rows, Floats, Floats]:
    """Return pivots, the factor (n, m) and the variance left at each point."""
    left = shape.variance(places)
    stop = 1e-6 * float(left.max())
    pivots: list[int] = []
    factor = np.zeros((len(places), min(most, len(places))))
    for column in range(factor.shape[1]):
        pivot = int(np.argmax(left))
        if left[pivot] <= stop:
            break
        own = shape.covariance(places, places[pivot : pivot + 1])[:, 0]
        own -= factor[:, :column] @ factor[pivot, :column]
        factor[:, column] = own / np.sqrt(own[pivot])
        factor[pivots, column] = 0.0
        left = np.maximum(left - factor[:, column] ** 2, 0.0)
        left[pivot] = 0.0
        pivots.append(pivot)
    return np.array(pivots, dtype=np.intp), factor[:, : len(pivots)], left
