"""The mean-field engine: batches of runs through the generated day.

A batch is self-contained: what a run gives depends on the plan, the seed and its own number,
never on the batch, the thread or the other runs. The compiled loop releases the interpreter's
lock, so threads over batches use all cores.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from interregnum.engine import draws, generate
from interregnum.engine.plan import Plan
from interregnum.engine.state import QUANTITIES
from interregnum.formulae.belief import GRID_SIZE, SUMMARY_SIZE
from interregnum.formulae.belief_game import (
    LAYOUT_SIZE,
    MOST_GROUPS,
    MOST_SCANS,
    MOST_SIGNALS,
)
from interregnum.formulae.diffusion import scratch_needed
from interregnum.formulae.likelihood import KERNEL_SIZE
from interregnum.kernels.launch import load_entry
from interregnum.kernels.scalar import Target
from interregnum.mechanisms.coordination import CLASSES, GROUPS

Floats = npt.NDArray[np.float64]


class Batch(NamedTuple):
    """What a batch of runs gives.

    ``parameters`` is (runs, parameters); ``outcomes`` (runs, 4): removed, day, mode, events that
    found no room; ``events`` (lines, 6): run, day, hour, place, event, size, in order.
    """

    first: int
    parameters: Floats
    outcomes: Floats
    events: Floats


def array_sizes(plan: Plan) -> dict[str, int]:
    """Return the length of every array that the loop works in."""
    places = len(plan.places)
    sizes = {
        "belief_summary": SUMMARY_SIZE,
        "belief_mass": GRID_SIZE,
        "belief_scratch": scratch_needed(),
        "game_group": CLASSES,
        "game_group_precision": MOST_GROUPS,
        "game_likelihood": GROUPS * KERNEL_SIZE,
        "game_layout": LAYOUT_SIZE,
        "game_below": MOST_SCANS * MOST_SIGNALS,
        "game_whole": MOST_SIGNALS,
        "game_posterior": MOST_SIGNALS,
        "roots": 64,
        "stable": 64,
        "road_totals": 3,
        "s": len(QUANTITIES),
        "y": len(QUANTITIES),
        "p": len(plan.parameters),
    }
    sizes |= {f"class_{k}": CLASSES for k in ("weight", "precision", "cost", "spread")}
    sizes |= {f"road_{k}": places for k in ("leg", "garrison", "hub")}
    return sizes


@cache
def entries(target: Target) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """Return the two entry points of the engine: drawing parameters, and simulating."""
    draw = load_entry("draw_parameters", draws.SOURCE, draws.BINDINGS, draws.SIGNATURE, target)
    source, names = generate.generated_source(), generate.bindings()
    return draw, load_entry("simulate", source, names, generate.signature(), target)


def _zeros(length: int, target: Target) -> Any:
    return [0.0] * length if target is Target.PYTHON else np.zeros(length)


def _values(numbers: tuple[float, ...], target: Target) -> Any:
    return list(numbers) if target is Target.PYTHON else np.array(numbers, dtype=np.float64)


def run_batch(plan: Plan, seed: int, first: int, runs: int, target: Target) -> Batch:
    """Return runs ``first`` to ``first + runs - 1`` of a plan.

    Parameters
    ----------
    plan
        From :func:`interregnum.engine.plan.plan_of`.
    seed
        The study's seed, in [0, 2**63).
    first, runs
        Which runs; numbers in [0, 2**32).
    target
        ``cpu`` or ``python``; both give the same bits.
    """
    draw, simulate = entries(target)
    count = len(plan.parameters)
    parameters = _zeros(runs * count, target)
    draw(seed, first, runs, _values(plan.table, target), parameters)
    inputs = [
        _values(values, target)
        for values in (
            plan.switches,
            plan.leg_index,
            plan.garrison_index,
            plan.hubs,
            plan.forces,
        )
    ]
    outcomes = _zeros(runs * generate.OUTCOME_WIDTH, target)
    room = runs * generate.MOST_EVENTS * generate.EVENT_WIDTH
    events, counts = _zeros(room, target), _zeros(runs, target)
    sizes = array_sizes(plan)
    work = [_zeros(sizes[name], target) for name in generate.ARRAYS]
    simulate(
        seed, first, runs, plan.horizon, count, parameters, *inputs, outcomes, events, counts, *work
    )
    lines = np.asarray(events).reshape(runs, generate.MOST_EVENTS, generate.EVENT_WIDTH)
    kept = [lines[r, : min(int(counts[r]), generate.MOST_EVENTS)] for r in range(runs)]
    return Batch(
        first,
        np.asarray(parameters).reshape(runs, count),
        np.asarray(outcomes).reshape(runs, generate.OUTCOME_WIDTH),
        np.concatenate(kept) if kept else np.zeros((0, generate.EVENT_WIDTH)),
    )
