r"""The expected effect as a function of the parameters, and what the function misses.

A run's outcome is luck for the most part; a claim is about the effect that a set of parameters
has on average. Readings of the same draw are averaged, a surface is fitted to the averages, and
its predictions for draws that it has not seen are compared with readings of different lives: their
mean product is what the surface misses, without luck,

.. math:: T = E\bigl[(y_{ij} - f_i)(y_{ij'} - f_i)\bigr],\quad j \ne j'.

The effect at a draw is then taken as f plus a normal error of variance T. Without it a surface
that explains little would make every draw look alike, and every probability 0 or 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.experiments.surface_ways import Constant, ways

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

FOLDS = 5
# A way of fitting must beat the constant by this many standard errors of its gain.
SURELY = 2.0
FEWEST_ROWS = 40
WAYS = ("penalised linear", "penalised quadratic")


class Fitted(NamedTuple):
    """A surface: what it predicts for each draw unseen, and a function of new parameters.

    ``way`` is how it was fitted, ``explained`` the part of the variance of draws' averages that it
    saves [1], ``error`` the standard error of the mean reading. ``slope`` draws predictions
    towards ``mean`` as far as they overshoot on unseen draws.
    """

    way: str
    mean: float
    error: float
    predicted: Floats
    explained: float
    slope: float
    model: Any

    def at(self, matrix: Floats) -> Floats:
        """Return the surface at parameters, (rows, columns)."""
        raw: Floats = self.model.predict(matrix)
        return self.mean + self.slope * (raw - self.mean)


def fitted(matrix: Floats, readings: Floats, seed: int = 0) -> Fitted:
    """Return the surface of one number of each run.

    Parameters
    ----------
    matrix
        (draws, parameters), on the scale on which they were drawn.
    readings
        (lives, draws); not a number where a run does not count.
    seed
        Of the folds.

    Raises
    ------
    UsageError
        If scikit-learn is not installed.

    Notes
    -----
    Constant, penalised linear and penalised quadratic compete by five-fold cross-validation over
    draws; where none surely beats the constant, the constant is the answer. Boosted trees, the
    third way of effect surfaces, take minutes a claim and are left out: what a smooth form misses
    stands in T.
    """
    import numpy as np
    from threadpoolctl import threadpool_limits

    counts = np.isfinite(readings).sum(axis=0)
    weights = counts.astype(float)
    sums = np.nansum(readings, axis=0)
    rows = counts > 0
    means = np.where(rows, sums / np.maximum(counts, 1), np.nan)
    whole = float(sums.sum() / max(weights.sum(), 1.0))
    error = _error(means, weights, whole)
    flat = Fitted("constant", whole, error, np.full(len(means), whole), 0.0, 0.0,
                  _constant(whole))  # fmt: skip
    if rows.sum() < FEWEST_ROWS or np.nanstd(means) < 1e-12:
        return flat
    with threadpool_limits(1):
        return _best(matrix, means, weights, flat, seed)


def _constant(value: float) -> Constant:
    found = Constant()
    found.mean = value
    return found


def _error(means: Floats, weights: Floats, whole: float) -> float:
    """Return the standard error of a weighted mean over draws, which are independent."""
    import numpy as np

    total = float(weights.sum())
    if total <= 0.0:
        return float("nan")
    deviations = np.where(weights > 0.0, (np.nan_to_num(means) - whole) * weights, 0.0)
    return float(np.sqrt((deviations**2).sum()) / total)


def _best(matrix: Floats, means: Floats, weights: Floats, flat: Fitted, seed: int) -> Fitted:
    """Return the way that predicts unseen draws best, if any surely beats the constant."""
    import numpy as np

    rows = np.flatnonzero(weights > 0.0)
    held = weights[rows] / weights[rows].mean()
    order = np.random.default_rng(seed).permutation(rows)
    folds = [np.sort(part) for part in np.array_split(order, FOLDS)]
    base = np.empty(len(means))
    for fold in folds:
        train = np.setdiff1d(rows, fold)
        base[fold] = np.average(means[train], weights=weights[train])
    losses = (means[rows] - base[rows]) ** 2 * held
    best, least, guess = None, np.inf, base
    makers = ways()
    for name in WAYS:
        make = makers[name]
        predicted = np.empty(len(means))
        for fold in folds:
            train = np.setdiff1d(rows, fold)
            predicted[fold] = _fit(make(), matrix[train], means[train], weights[train]).predict(
                matrix[fold]
            )
        own = (means[rows] - predicted[rows]) ** 2 * held
        gain = losses - own
        sure = gain.mean() > SURELY * gain.std(ddof=1) / np.sqrt(len(gain))
        if sure and own.mean() < least:
            best, least, guess = name, own.mean(), predicted
    if best is None:
        return flat
    model = _fit(makers[best](), matrix[rows], means[rows], weights[rows])
    guess = np.where(weights > 0.0, guess, model.predict(matrix))
    slope = _slope(guess[rows], means[rows], weights[rows], flat.mean)
    return Fitted(
        best,
        flat.mean,
        flat.error,
        flat.mean + slope * (guess - flat.mean),
        float(1.0 - least / losses.mean()),
        slope,
        model,
    )


def _fit(model: Any, matrix: Floats, target: Floats, weights: Floats) -> Any:
    """Return a model fitted with weights, a pipeline by its last step."""
    steps = getattr(model, "steps", None)
    key = f"{steps[-1][0]}__sample_weight" if steps else "sample_weight"
    return model.fit(matrix, target, **{key: weights})


def _slope(predicted: Floats, means: Floats, weights: Floats, whole: float) -> float:
    """Return how far predictions may be trusted: 1 wholly, 0 not at all."""
    across = predicted - whole
    square = float((weights * across * across).sum())
    if square <= 1e-15:
        return 0.0
    found = float((weights * across * (means - whole)).sum()) / square
    return min(max(found, 0.0), 1.0)


def missed(readings: Floats, surfaces: Floats) -> Floats:
    """Return (numbers, numbers): variance and covariance of what surfaces miss, without luck.

    Parameters
    ----------
    readings
        (numbers, lives, draws); not a number where a run does not count.
    surfaces
        (numbers, draws): predictions for unseen draws.

    Notes
    -----
    Mean products of different lives; negative eigenvalues, which noise gives, count as 0.

    Examples
    --------
    >>> import numpy as np
    >>> tossed = np.random.default_rng(0).integers(0, 2, (1, 5, 4000)).astype(float)
    >>> float(missed(tossed, np.full((1, 4000), 0.5))[0, 0]) < 0.01
    True
    """
    import numpy as np

    counts = np.isfinite(readings)
    rest = np.where(counts, readings - surfaces[:, None, :], 0.0)
    width = len(readings)
    found = np.zeros((width, width))
    for a in range(width):
        for b in range(width):
            sums = rest[a].sum(axis=0) * rest[b].sum(axis=0) - (rest[a] * rest[b]).sum(axis=0)
            pairs = counts[a].sum(axis=0) * counts[b].sum(axis=0) - (counts[a] & counts[b]).sum(
                axis=0
            )
            whole = pairs.sum()
            found[a, b] = sums.sum() / whole if whole else 0.0
    found = 0.5 * (found + found.T)
    values, vectors = np.linalg.eigh(found)
    return np.asarray((vectors * np.maximum(values, 0.0)) @ vectors.T)
