"""The arrays that the loop works in: structures of arrays, what it is given, what it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from interregnum.engine.pausing import KEPT_SIZE
from interregnum.engine.state import QUANTITIES
from interregnum.formulae.belief import GRID_SIZE, SUMMARY_SIZE, Belief
from interregnum.formulae.belief_game import (
    LAYOUT_SIZE,
    MOST_GROUPS,
    MOST_SCANS,
    MOST_SIGNALS,
)
from interregnum.formulae.diffusion import scratch_needed
from interregnum.formulae.factions import MOST_ACTORS, SIDES, Factions, Regions
from interregnum.formulae.likelihood import TABLE_SIZE, Game
from interregnum.formulae.march import Road
from interregnum.formulae.threshold_search import Classes
from interregnum.mechanisms.coordination import CLASSES, GROUPS

if TYPE_CHECKING:
    from interregnum.engine.plan import Plan

# The structures that mechanisms share, under the name that the generated day gives them; the
# array of a field is named structure_field.
STRUCTURES: dict[str, type[Any]] = {
    "belief": Belief,
    "game": Game,
    "classes": Classes,
    "road": Road,
    "factions": Factions,
    "regions": Regions,
}
LISTS = ("roots", "stable", "s", "y", "p", "kept")
ARRAYS: tuple[str, ...] = (
    *(f"{name}_{field}" for name, kind in STRUCTURES.items() for field in kind._fields),
    *LISTS,
)
INPUTS: tuple[str, ...] = (
    "parameters",
    "numbers",
    "fork_day",
    "numbers_after",
    "parameters_after",
    "switches",
    "leg_index",
    "garrison_index",
    "hubs",
    "imposed",
    "imposed_ease",
    "forces",
    "region_share",
    "road_region",
)
OUTPUTS: tuple[str, ...] = ("outcomes", "events", "event_counts", "paths")
MOST_ROOTS = 64
ROAD_TOTALS = 5
REGION_TOTALS = 2


def array_sizes(plan: Plan) -> dict[str, int]:
    """Return the length of every array that the loop works in."""
    places = len(plan.places)
    regions = len(plan.region_share)
    sizes = {
        "belief_summary": SUMMARY_SIZE,
        "belief_mass": GRID_SIZE,
        "belief_scratch": scratch_needed(),
        "game_group": CLASSES,
        "game_group_precision": MOST_GROUPS,
        "game_likelihood": GROUPS * TABLE_SIZE,
        "game_layout": LAYOUT_SIZE,
        "game_below": MOST_SCANS * MOST_SIGNALS,
        "game_whole": MOST_SIGNALS,
        "game_posterior": MOST_SIGNALS,
        "roots": MOST_ROOTS,
        "stable": MOST_ROOTS,
        "s": len(QUANTITIES),
        "y": len(QUANTITIES),
        "p": len(plan.parameters),
        "kept": KEPT_SIZE,
    }
    sizes |= {f"classes_{field}": CLASSES for field in Classes._fields}
    sizes |= {f"road_{field}": places for field in Road._fields} | {"road_totals": ROAD_TOTALS}
    sizes |= {f"factions_{field}": SIDES for field in Factions._fields}
    sizes |= {"factions_choice": MOST_ACTORS}
    sizes |= {f"regions_{field}": regions for field in Regions._fields}
    sizes |= {"regions_totals": REGION_TOTALS}
    return sizes
