"""Full factorials: main effects and interactions of several switches, paired over runs.

Every combination of values is run with the same random numbers, so that a contrast is taken
within each run and then averaged over runs.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from interregnum.experiments.branches import Switch, endpoint_values, endpoints
from interregnum.experiments.pairing import Effect, contrast_interval, reduction

if TYPE_CHECKING:
    import pandas as pd

HIGHEST_ORDER = 3


class Contrast(NamedTuple):
    """A main effect or an interaction: its name, order, and the weight of each branch."""

    term: str
    order: int
    weights: Mapping[tuple[int, ...], float]


def contrasts(switches: Sequence[Switch]) -> Iterator[Contrast]:
    """Yield main effects, then interactions of two and of three switches.

    Notes
    -----
    A main effect is a value minus the last one, averaged over all values of the other switches.
    An interaction is the difference of differences: by how much the effect of one switch differs
    between a value of the other and its last one. It is not halved.

    Examples
    --------
    >>> two = [Switch("a", (1, 0)), Switch("b", (1, 0))]
    >>> [(row.term, row.weights[0, 0]) for row in contrasts(two)]
    [('a: 1 v. 0', 0.5), ('b: 1 v. 0', 0.5), ('a: 1 v. 0 x b: 1 v. 0', 1.0)]
    """
    for order in range(1, min(len(switches), HIGHEST_ORDER) + 1):
        for chosen in itertools.combinations(range(len(switches)), order):
            treated = [range(len(switches[k].values) - 1) for k in chosen]
            for levels in itertools.product(*treated):
                of = dict(zip(chosen, levels, strict=True))
                yield Contrast(_term(switches, of), order, _weights(switches, of))


def _term(switches: Sequence[Switch], levels: Mapping[int, int]) -> str:
    """Return what is compared with what."""
    parts = []
    for k, level in levels.items():
        switch = switches[k]
        last = len(switch.values) - 1
        parts.append(f"{switch.key}: {switch.named(level)} v. {switch.named(last)}")
    return " x ".join(parts)


def _weights(switches: Sequence[Switch], levels: Mapping[int, int]) -> dict[tuple[int, ...], float]:
    """Return the weight of each branch: product of signs, mean over the other switches."""
    weights = {}
    for branch in itertools.product(*(range(len(switch.values)) for switch in switches)):
        weight = 1.0
        for k, (switch, mine) in enumerate(zip(switches, branch, strict=True)):
            last = len(switch.values) - 1
            if k not in levels:
                weight /= len(switch.values)
            elif mine == levels[k]:
                weight *= 1.0
            else:
                weight *= -1.0 if mine == last else 0.0
        weights[branch] = weight
    return weights


def factorial_effects(
    switches: Sequence[Switch],
    branches: Mapping[tuple[int, ...], pd.DataFrame],
    horizon: int,
) -> list[Effect]:
    """Return every main effect and interaction on every endpoint, with paired intervals.

    Parameters
    ----------
    switches
        In the order of the branches' levels.
    branches
        The runs of each combination of levels, in the same order of runs.
    horizon
        [d]
    """
    effects = []
    rows = list(contrasts(switches))
    for endpoint in endpoints(horizon):
        values = {
            levels: endpoint_values(frame, endpoint.name, horizon)
            for levels, frame in branches.items()
        }
        for row in rows:
            used = [levels for levels in values if row.weights[levels] != 0.0]
            parts, weights = [values[k] for k in used], [row.weights[k] for k in used]
            gained = reduction(parts, weights)
            interval = contrast_interval(parts, weights, endpoint.unit)
            effects.append(Effect(row.term, *endpoint, *interval, gained))
    return effects
