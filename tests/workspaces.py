"""Beliefs and games for tests: plain lists for Python, arrays for the compiled form."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from interregnum.formulae.belief import (
    FIRST,
    GRID_SIZE,
    GRID_START,
    GRID_STEP,
    LAST,
    SUMMARY_SIZE,
    Belief,
    set_gaussian,
)
from interregnum.formulae.belief_game import (
    LAYOUT_SIZE,
    MOST_GROUPS,
    MOST_SCANS,
    MOST_SIGNALS,
)
from interregnum.formulae.diffusion import scratch_needed
from interregnum.formulae.likelihood import TABLE_SIZE, Game
from interregnum.formulae.march import Road
from interregnum.formulae.threshold_search import Classes

Floats = npt.NDArray[np.float64]

CENTRES: Floats = GRID_START + GRID_STEP * np.arange(GRID_SIZE)


def zeros(length: int, plain: bool) -> Any:
    return [0.0] * length if plain else np.zeros(length)


def gaussian_belief(mean: float, precision: float, plain: bool = True) -> Belief:
    """Return a Gaussian belief with room for a grid."""
    belief = Belief(
        zeros(SUMMARY_SIZE, plain), zeros(GRID_SIZE, plain), zeros(scratch_needed(), plain)
    )
    set_gaussian(belief, mean, precision)
    return belief


def masses(belief: Belief) -> Floats:
    """Return the masses of all cells of the lattice; those outside the window are nothing."""
    first, last = int(belief.summary[FIRST]), int(belief.summary[LAST])
    result = np.zeros(GRID_SIZE)
    result[first:last] = belief.mass[first:last]
    return result


def empty_game(groups: list[int], precisions: list[float], plain: bool = True) -> Game:
    """Return working space for classes in these groups of these precisions."""
    game = Game(
        group=zeros(len(groups), plain),
        group_precision=zeros(MOST_GROUPS, plain),
        likelihood=zeros(len(precisions) * TABLE_SIZE, plain),
        layout=zeros(LAYOUT_SIZE, plain),
        below=zeros(MOST_SCANS * MOST_SIGNALS, plain),
        whole=zeros(MOST_SIGNALS, plain),
        posterior=zeros(MOST_SIGNALS, plain),
    )
    for k, group in enumerate(groups):
        game.group[k] = float(group)
    for g, precision in enumerate(precisions):
        game.group_precision[g] = precision
    return game


def classes_of(
    weights: list[float],
    precisions: list[float],
    costs: list[float],
    spreads: list[float],
    plain: bool = True,
) -> Classes:
    """Return classes in lists or arrays."""
    columns = (weights, precisions, costs, spreads)
    if plain:
        return Classes(*(list(column) for column in columns))
    return Classes(*(np.array(column, dtype=np.float64) for column in columns))


def road_of(
    garrisons: list[float],
    service: float = 20000.0,
    others: float = 300000.0,
    imposed: list[float] | None = None,
    ease: list[float] | None = None,
    deal: float = -1.0,
) -> Road:
    """Return a road with a place every 200 km, the first a hub, and what is imposed on it."""
    places = len(garrisons)
    nominal = sum(garrisons) + service + others
    hubs = [1.0] + [0.0] * (places - 1)
    totals = [float(places), nominal, service, others, deal]
    forced = imposed or [0.0] * places
    return Road([200.0] * places, list(garrisons), hubs, forced, ease or [-1.0] * places, totals)
