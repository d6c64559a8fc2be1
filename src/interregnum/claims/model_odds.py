"""Probabilities of sign: how often the expected effect at a draw lies beyond the band.

The draws are those of the posterior; at each the effect is the surface's value and what the
surface misses. A rival structure has fewer runs, of the same draws and the same luck: it borrows
the reference's surface, moved and stretched as far as its own runs say.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from interregnum.claims.evidence_of_model import Odds
from interregnum.claims.model_surface import Fitted, fitted, missed

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Combine = Callable[[Floats], Floats]

# Errors drawn a draw of the parameters: evenly spaced levels of the normal law.
LEVELS = 40
STEEPEST = 1.5


class Scale(NamedTuple):
    """A claim's reference x0, direction s and band δ: E = s(x - x0)."""

    reference: float
    direction: int
    band: float

    def effect(self, quantity: Floats) -> Floats:
        """Return E."""
        return self.direction * (quantity - self.reference)


class Landscape(NamedTuple):
    """Surfaces of all components: one each, and the covariance of what they miss.

    ``errors`` are the standard errors of the components' means.
    """

    surfaces: tuple[Fitted, ...]
    predicted: Floats
    misses: Floats
    errors: Floats


def landscape(matrix: Floats, readings: Floats, seed: int = 0) -> Landscape:
    """Return the surfaces of a claim in the reference structure.

    Parameters
    ----------
    matrix
        (draws, parameters).
    readings
        (components, lives, draws).
    seed
        Of the folds.
    """
    import numpy as np

    surfaces = tuple(fitted(matrix, rows, seed) for rows in readings)
    predicted = np.stack([row.predicted for row in surfaces])
    errors = np.array([row.error for row in surfaces])
    return Landscape(surfaces, predicted, missed(readings, predicted), errors)


def rival_landscape(own: Landscape, reference: Floats, rival: Floats) -> Landscape:
    """Return the reference's surfaces as a rival structure's runs move and stretch them.

    Parameters
    ----------
    own
        Of the reference structure.
    reference, rival
        (components, runs): the same runs under both; run k has draw k modulo the draws.

    Notes
    -----
    Where every run counts under both, the mean is that of all runs of the reference plus the mean
    difference of pairs. Where runs count only under a condition, pairs would be those that meet
    it twice, so the rival's own mean is taken. The slope's difference from 1 is shrunk by its own
    error. What the surface misses is taken over, with the error of the mean.
    """
    import numpy as np

    means, errors = own.predicted.copy(), own.errors.copy()
    for c, surface in enumerate(own.surfaces):
        f = own.predicted[c, np.arange(rival.shape[1]) % own.predicted.shape[1]]
        counts = np.isfinite(rival[c])
        if not counts.any():
            means[c], errors[c] = np.nan, np.nan
            continue
        paired = counts & np.isfinite(reference[c])
        if paired.all():
            shift = rival[c] - reference[c]
            mean = surface.mean + float(shift.mean())
            error = np.hypot(surface.error, shift.std(ddof=1) / np.sqrt(len(shift)))
        else:
            values = rival[c][counts]
            mean = float(values.mean())
            error = values.std(ddof=1) / np.sqrt(len(values)) if len(values) > 1 else np.nan
        slope = _stretch(f[counts], rival[c][counts])
        means[c] = mean + slope * (own.predicted[c] - own.predicted[c].mean())
        errors[c] = error
    misses = own.misses + np.diag(np.nan_to_num(errors) ** 2)
    return Landscape(own.surfaces, means, misses, errors)


def _stretch(surface: Floats, values: Floats) -> float:
    """Return the slope of readings over a surface, drawn towards 1 by its own error."""
    import numpy as np

    across = surface - surface.mean()
    square = float((across**2).sum())
    if square <= 1e-12 or len(values) < 10:
        return 1.0
    slope = float((across * values).sum()) / square
    rest = values - values.mean() - slope * across
    error = float(rest.std(ddof=2)) / np.sqrt(square)
    off = slope - 1.0
    kept = max(0.0, 1.0 - (error / off) ** 2) if off else 0.0
    return float(min(max(1.0 + kept * off, 0.0), STEEPEST))


def quantity_draws(land: Landscape, combine: Combine, seed: int = 0) -> Floats:
    """Return (draws, levels): x at each draw, with what the surfaces miss.

    Parameters
    ----------
    land
        The surfaces.
    combine
        What makes x of components.
    seed
        Of the order in which errors of several components meet.
    """
    from statistics import NormalDist

    import numpy as np

    levels = np.array([NormalDist().inv_cdf((k + 0.5) / LEVELS) for k in range(LEVELS)])
    levels /= levels.std()
    random = np.random.default_rng(seed)
    width, draws = land.predicted.shape
    errors = np.stack(
        [np.stack([random.permutation(levels) for _ in range(draws)]) for _ in range(width)]
    )
    values, vectors = np.linalg.eigh(land.misses)
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    noise = np.einsum("ab,bdl->adl", root, errors)
    return combine(land.predicted[:, :, None] + noise)


def odds_of(draws: Floats, scale: Scale, error: float) -> Odds:
    """Return the three probabilities of E over draws, with the mean and interval of x.

    Parameters
    ----------
    draws
        x, in any shape.
    scale
        Of the claim.
    error
        Monte Carlo standard error of the mean of x.

    Examples
    --------
    >>> import numpy as np
    >>> odds_of(np.array([0.1, 0.2, 0.0, -0.3]), Scale(0.0, 1, 0.05), 0.01)[:3]
    (0.5, 0.25, 0.25)
    """
    import numpy as np

    kept = draws[np.isfinite(draws)]
    if not len(kept):
        nothing = float("nan")
        return Odds(nothing, nothing, nothing, nothing, nothing, nothing, nothing, 0)
    effect = scale.effect(kept)
    plus, minus = float((effect > scale.band).mean()), float((effect < -scale.band).mean())
    low, high = (float(end) for end in np.quantile(kept, (0.025, 0.975)))
    return Odds(plus, 1.0 - plus - minus, minus, float(kept.mean()), low, high, error, len(draws))


def mean_error(land: Landscape, combine: Combine) -> float:
    """Return the standard error of x at the components' means, by small steps."""
    import numpy as np

    means = land.predicted.mean(axis=1)
    at = float(combine(means[:, None])[0])
    square = 0.0
    for c, error in enumerate(land.errors):
        moved = means.copy()
        moved[c] += error
        square += (float(combine(moved[:, None])[0]) - at) ** 2
    return float(np.sqrt(square))
