"""Odds over structures, each with the same weight, and what pictures of a claim need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from interregnum.claims.evidence_of_model import Odds
from interregnum.claims.model_odds import Landscape, Scale, odds_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from interregnum.scenario.schema import Scenario

    Floats = npt.NDArray[np.float64]

QUANTILES = 101


def pooled_odds(spread: list[Floats], scale: Scale, errors: list[float]) -> Odds:
    """Return the odds over structures, each with the same weight.

    Parameters
    ----------
    spread
        x over draws, one array a structure; they may differ in size.
    scale
        Of the claim.
    errors
        Standard errors of the means.
    """
    import numpy as np

    parts = [odds_of(x, scale, e) for x, e in zip(spread, errors, strict=True)]
    kept = [part for part in parts if part.p_plus == part.p_plus]
    levels = np.linspace(0.0, 1.0, 1001)[1:-1]
    mixed = np.concatenate([np.quantile(x[np.isfinite(x)], levels) for x in spread if x.size])
    low, high = (float(end) for end in np.quantile(mixed, (0.025, 0.975)))
    plus, zero, minus, mean = (
        float(np.mean([getattr(part, name) for part in kept]))
        for name in ("p_plus", "p_zero", "p_minus", "estimate")
    )
    error = float(np.sqrt(np.nansum(np.square(errors))) / max(len(errors), 1))
    return Odds(plus, zero, minus, mean, low, high, error, sum(part.draws for part in kept))


def series_of(whole: Floats, own: Landscape) -> dict[str, Any]:
    """Return what pictures need: quantiles of x over draws and structures, and the surfaces."""
    import numpy as np

    levels = np.linspace(0.0, 1.0, QUANTILES)
    kept = whole[np.isfinite(whole)]
    return {
        "levels": [round(float(level), 4) for level in levels],
        "quantiles": [float(value) for value in np.quantile(kept, levels)] if len(kept) else [],
        "surfaces": [
            {"way": row.way, "explained": row.explained, "missed": float(own.misses[k, k]) ** 0.5}
            for k, row in enumerate(own.surfaces)
        ],
    }


def gate_passed(case: Scenario) -> bool:
    """Return whether the posterior that a case draws from passed its gate; without one, no."""
    from interregnum.calibration.gate import NOT_CALIBRATED
    from interregnum.calibration.reference_case import parameters_of

    return parameters_of(case.posterior).word != NOT_CALIBRATED
