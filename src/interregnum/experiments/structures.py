"""Rival structures: does a switch do the same where the model is built otherwise?

What nobody knows is not only the size of a parameter but how people expect, choose and remember.
Each rival replaces one such rule of the case, and the twins are run again under it with the same
random numbers. Effects stand side by side; no sign is averaged over structures.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.errors import ScenarioError
from interregnum.experiments.branches import (
    Branching,
    Endpoint,
    endpoint_values,
    endpoints,
    spelled,
)
from interregnum.experiments.pairing import Effect, contrast_interval, paired_effect, reduction
from interregnum.experiments.twins import compared
from interregnum.scenario.load import changed_scenario
from interregnum.scenario.parameters import parameter_table

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from interregnum.scenario.schema import Scenario

    Values = dict[str, tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]]

OWN = "as in the scenario"
# What citizens expect, which equilibrium they play, how they influence each other, whether
# garrisons resist by the ruler's strength, what people remember, how much power tells in a contest.
FACTORS: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("expectation", ("equilibrium", "adaptive")),
    ("selection", ("focal", "largest", "smallest")),
    ("structure", ("reference", "social", "enforced")),
    ("mutiny_onset.resistance_by_strength", (1.0, 0.0)),
    ("private_memory", ("none", "accumulated")),
    ("contest.decisiveness", (0.5, 1.0, 2.0)),
)


class Structure(NamedTuple):
    """A structure: the rule that is replaced and by what; the scenario's own has no rule."""

    factor: str
    value: Any

    @property
    def name(self) -> str:
        """What distinguishes it."""
        return f"{self.factor}={spelled(self.value)}" if self.factor else OWN

    @property
    def settings(self) -> tuple[tuple[str, Any], ...]:
        """What is set."""
        return ((self.factor, self.value),) if self.factor else ()


class Rival(NamedTuple):
    """The effect of the switch under one structure, and how it differs from the scenario's own.

    ``differences`` are paired over the same runs; there are none for the scenario's own.
    """

    structure: Structure
    effects: tuple[Effect, ...]
    differences: tuple[Effect, ...]


def rival_structures(scenario: Scenario, without: Sequence[str] = ()) -> list[Structure]:
    """Return the scenario's own structure, and every other that differs from it in one rule.

    Parameters
    ----------
    scenario
        The case.
    without
        Rules that stay as they are: those that are switched.
    """
    rows = {row.name: row for row in parameter_table(scenario)}
    found = [Structure("", None)]
    for factor, values in FACTORS:
        if factor in without:
            continue
        row = rows.get(factor)
        if row is None:
            own = getattr(scenario, factor)
        else:
            own = row.value if row.draw == "fixed" else None
        found += [Structure(factor, value) for value in values if value != own]
    return found


def rivals(
    branching: Branching,
    *,
    runs: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[Rival]:
    """Return the effect of a switch of two values under each structure.

    Parameters
    ----------
    branching
        One switch of two values.
    runs
        Of each branch under each structure; by default as many as there.
    progress
        Called with runs landed and runs in all.

    Raises
    ------
    ScenarioError
        If there is more than one switch, or it has more than two values.
    """
    if len(branching.branches) != 2:
        msg = "twins: rival structures compare one switch of two values; give one"
        raise ScenarioError(msg)
    every = rival_structures(branching.scenario, [row.key for row in branching.switches])
    asked = dataclasses.replace(branching, runs=runs or branching.runs)
    rows = endpoints(int(asked.scenario.horizon.value))
    whole, own = len(every) * 2 * asked.runs, None
    found = []
    for turn, structure in enumerate(every):
        before = turn * 2 * asked.runs

        def tell(done: int, _of: int, before: int = before) -> None:
            if progress is not None:
                progress(before + done, whole)

        values = _values(asked, structure, rows, tell)
        own = values if own is None else own
        effects = [paired_effect(row.name, row.unit, *values[row.name]) for row in rows]
        differences = [] if values is own else _differences(rows, values, own)
        found.append(Rival(structure, tuple(effects), tuple(differences)))
    return found


def _values(
    asked: Branching,
    structure: Structure,
    rows: Sequence[Endpoint],
    progress: Callable[[int, int], None],
) -> Values:
    """Return every endpoint of both branches, run by run, under a structure."""
    changed = changed_scenario(asked.scenario, structure.settings)
    twins = dataclasses.replace(asked, scenario=changed).lived(progress)
    first, second = (compared(row.runs) for row in twins)
    horizon = int(changed.horizon.value)
    return {
        row.name: (
            endpoint_values(first, row.name, horizon),
            endpoint_values(second, row.name, horizon),
        )
        for row in rows
    }


def _differences(rows: Sequence[Endpoint], values: Values, own: Values) -> list[Effect]:
    """Return by how much each effect differs from that under the scenario's own structure."""
    weights = [1.0, -1.0, -1.0, 1.0]
    found = []
    for row in rows:
        parts = [*values[row.name], *own[row.name]]
        interval = contrast_interval(parts, weights, row.unit)
        gained = reduction(parts, weights)
        found.append(Effect("difference", row.name, row.unit, *interval, gained))
    return found
