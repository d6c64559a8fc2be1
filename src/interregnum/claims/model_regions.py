"""Where a claim holds and where it fails, in words: found on half of the draws, told by the other.

Boxes are peeled by PRIM on one half, where a surface fitted to that half alone says that the
effect lies beyond the band. Everything that is told of a box comes from the other half.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf
from typing import TYPE_CHECKING

from interregnum.claims.evidence_of_model import Region
from interregnum.claims.model_odds import Landscape, Scale, landscape, odds_of, quantity_draws
from interregnum.experiments.boxes import Box, in_box
from interregnum.experiments.prim import chosen_step, trajectory, without_idle_limits
from interregnum.intervals import wilson

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from interregnum.claims.model_block import NamedRegion
    from interregnum.claims.model_draws import Draws

    Floats = npt.NDArray[np.float64]
    Combine = Callable[[Floats], Floats]

# Draws of interest on the half that looks, below which nothing is looked for.
FEWEST = 20
LARGEST_SHARE = 0.95
MOST_LIMITS = 3
LEVEL = 0.95


def words_of(draws: Draws, box: Box) -> str:
    """Return a box for a reader: full names, symbols and limits."""
    told = {column.name: column for column in draws.columns}
    parts = []
    for limit in box:
        column = told[limit.name]
        name = f"{limit.name} ({column.symbol})" if column.symbol else limit.name
        unit = "" if column.unit == "1" else f" {column.unit}"
        if limit.low > -inf and limit.high < inf:
            parts.append(f"{name} between {limit.low:.3g} and {limit.high:.3g}{unit}")
        elif limit.low > -inf:
            parts.append(f"{name} above {limit.low:.3g}{unit}")
        else:
            parts.append(f"{name} below {limit.high:.3g}{unit}")
    return " and ".join(parts)


def found_regions(
    draws: Draws, readings: Floats, combine: Combine, scale: Scale, seed: int = 0
) -> tuple[Region, ...]:
    """Return at most two boxes: where E is above the band, and where it is below.

    Parameters
    ----------
    draws
        Of the parameters.
    readings
        (components, lives, draws).
    combine, scale
        What makes x of components, and E of x.
    seed
        Of folds.

    Notes
    -----
    A region is confirmed if the share of draws of its kind within it, on the half that was not
    looked at, is surely (95 %, Wilson) above the share among all of that half.
    """
    import numpy as np

    count = readings.shape[2]
    halves = np.arange(0, count, 2), np.arange(1, count, 2)
    if min(len(half) for half in halves) < 2 * FEWEST:
        return ()
    lands = [landscape(draws.matrix[half], readings[:, :, half], seed) for half in halves]
    effects = [scale.effect(combine(land.predicted)) for land in lands]
    tables = [
        {column.name: draws.values[half, j] for j, column in enumerate(draws.columns)}
        for half in halves
    ]
    found = []
    for sign in (1.0, -1.0):
        interest = [sign * effect > scale.band for effect in effects]
        share = float(interest[0].mean())
        if interest[0].sum() < FEWEST or share > LARGEST_SHARE or not interest[1].any():
            continue
        box = _peeled(tables[0], interest[0])
        if not box:
            continue
        inside = in_box(tables[1], box)
        if not inside.any():
            continue
        found.append(_told(words_of(draws, box), lands[1], inside, interest[1], (combine, scale)))
    return tuple(found)


def _peeled(table: dict[str, Floats], interest: npt.NDArray[np.bool_]) -> Box:
    """Return the box of greatest informedness among those of few limits, idle limits dropped."""
    steps = [
        step
        for step in trajectory(table, interest)
        if len({limit.name for limit in step.box}) <= MOST_LIMITS
    ]
    return without_idle_limits(table, interest, chosen_step(steps).box)


def _told(
    words: str,
    land: Landscape,
    inside: npt.NDArray[np.bool_],
    interest: npt.NDArray[np.bool_],
    asked: tuple[Combine, Scale],
) -> Region:
    """Return what the half that was not looked at says of a box."""
    combine, scale = asked
    part = land._replace(predicted=land.predicted[:, inside])
    odds = odds_of(quantity_draws(part, combine), scale, float("nan"))
    hits, size = int((inside & interest).sum()), int(inside.sum())
    confirmed = wilson(hits, size, LEVEL).low > float(interest.mean())
    coverage = hits / max(int(interest.sum()), 1)
    return Region(words, odds.p_plus, odds.p_minus, confirmed, coverage, hits / size)


def named_regions(
    draws: Draws,
    regions: Sequence[NamedRegion],
    lands: dict[str, Landscape],
    own: str,
    asked: tuple[Combine, Scale],
) -> tuple[Region, ...]:
    """Return what the model says within regions that were named beforehand.

    Parameters
    ----------
    draws
        Of the parameters.
    regions
        As the claim names them; one whose parameters are not drawn here is left out.
    lands
        The surfaces by structure.
    own
        The name of the case's own structure.
    asked
        What makes x of components, and E of x.
    """
    import numpy as np

    combine, scale = asked
    places = {column.name: j for j, column in enumerate(draws.columns)}
    found = []
    for region in regions:
        land = lands.get(region.structure or own)
        if land is None or any(name not in places for name in region.where):
            continue
        inside = np.full(land.predicted.shape[1], True)
        for name, (low, high) in region.where.items():
            values = draws.values[:, places[name]]
            inside &= (values >= low) & (values <= high)
        if not inside.any():
            continue
        part = land._replace(predicted=land.predicted[:, inside])
        odds = odds_of(quantity_draws(part, combine), scale, float("nan"))
        good = scale.effect(combine(land.predicted)) > scale.band
        coverage = float((inside & good).sum() / max(int(good.sum()), 1))
        found.append(
            Region(
                region.words, odds.p_plus, odds.p_minus, True, coverage, float(good[inside].mean())
            )
        )
    return tuple(found)
