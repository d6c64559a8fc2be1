"""Does a failed mutiny shorten or lengthen a rule? Its effect over τ_e, o and the selection.

The answer turns on three things that nobody knows: how precise the news of a near miss is, how
far the public overestimated the ruler, and which equilibrium is played. No sign is averaged
over the selections.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.engine.record import is_removed
from interregnum.errors import ScenarioError
from interregnum.experiments.ensemble import Workers
from interregnum.experiments.memory import run_in_memory
from interregnum.experiments.order import Order
from interregnum.intervals import Interval, paired_difference
from interregnum.kernels.scalar import Target, chosen_target
from interregnum.scenario.load import changed_scenario

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.scenario.schema import Scenario

LEVEL = 0.95
SELECTIONS = ("focal", "largest", "smallest")
EXPOSURE = "public_signal.exposure_precision"
CREDIBILITY = "start.credibility"
OVERESTIMATION = "start.full_overestimation"
# Thirds of the log-uniform range of τ_e, and of o: below nothing, little, much.
EXPOSURE_EDGES = (0.5, 1.71, 5.85, 20.0)
OVERESTIMATION_EDGES = (-0.2, 0.0, 0.1, 0.6)
BENCHMARK = "o = 0 (rational benchmark)"


class Cell(NamedTuple):
    """The effect in one cell: staying unremoved, mutiny stood down minus no mutiny [1].

    ``low`` and ``high`` of ``exposure`` bound τ_e; ``overestimation`` says which o.
    """

    selection: str
    overestimation: str
    exposure: tuple[float, float]
    runs: int
    effect: Interval | None


def sign_cells(
    scenario: Scenario,
    *,
    runs: int,
    seed: int,
    workers: Workers = None,
    progress: Callable[[str], None] | None = None,
) -> list[Cell]:
    """Return the paired effect of a mutiny that stands down, cell by cell.

    Parameters
    ----------
    scenario
        A case with a scheduled mutiny.
    runs, seed, workers
        Of each of the twelve ensembles: three selections, over the range of o and at o = 0, with
        the mutiny and without.
    progress
        Called with a line about the ensemble whose turn it is.

    Raises
    ------
    ScenarioError
        If no mutiny is scheduled that could fail, or a number is out of range.
    """
    _check_mutiny(scenario)
    cells = []
    for selection in SELECTIONS:
        for rational in (True, False):
            if progress is not None:
                progress(f"{selection}, {'o = 0' if rational else 'o over its range'}")
            settings: list[tuple[str, Any]] = [("selection", selection)]
            if rational:
                settings.append((OVERESTIMATION, 0.0))
            failed = _frame(
                scenario, [*settings, ("mutiny.end", "stand_down")], (runs, seed), workers
            )
            none = _frame(scenario, [*settings, ("mutiny.happens", False)], (runs, seed), workers)
            cells += _cells(selection, rational, failed, none)
    return cells


def _check_mutiny(scenario: Scenario) -> None:
    """Refuse a case in which no column sets out by schedule: both arms would be the same."""
    reason = ""
    if not scenario.mutiny.happens:
        reason = "mutiny.happens = false"
    elif not scenario.channels.armed:
        reason = "channels.armed = false"
    elif scenario.mutiny.service == "private_army" and not scenario.private_army.exists:
        reason = "private_army.exists = false"
    if reason:
        msg = (
            f"scenario {scenario.scenario}: {reason}, so there is no scheduled mutiny that could "
            f"fail; set {reason.split(' ')[0]}=true, or name a case with a mutiny"
        )
        raise ScenarioError(msg)


def _frame(
    scenario: Scenario,
    settings: Sequence[tuple[str, Any]],
    size: tuple[int, int],
    workers: Workers,
) -> pd.DataFrame:
    """Return the runs of a scenario's own arm under some settings."""
    changed = changed_scenario(scenario, settings).model_copy(update={"contrast": None})
    target: Target = chosen_target()
    order = Order(scenario=changed, runs=size[0], seed=size[1], workers=workers, target=target)
    table = run_in_memory(order)["runs"]
    frame: pd.DataFrame = table.select(
        ["outcome", EXPOSURE, CREDIBILITY, OVERESTIMATION]
    ).to_pandas()
    return frame


def _cells(selection: str, rational: bool, failed: pd.DataFrame, none: pd.DataFrame) -> list[Cell]:
    """Return the cells of one pair of ensembles."""
    first = (~is_removed(failed["outcome"])).to_numpy()
    second = (~is_removed(none["outcome"])).to_numpy()
    exposure = failed[EXPOSURE].to_numpy()
    over = (failed[CREDIBILITY] * failed[OVERESTIMATION]).to_numpy()
    bands: list[tuple[str, Any]] = [(BENCHMARK, over == 0.0)]
    if not rational:
        bands = [
            (f"o in [{low:g}, {high:g})", (over >= low) & (over < high))
            for low, high in pairwise(OVERESTIMATION_EDGES)
        ]
    cells = []
    for name, band in bands:
        for low, high in pairwise(EXPOSURE_EDGES):
            inside = band & (exposure >= low) & ((exposure < high) | (high == EXPOSURE_EDGES[-1]))
            count = int(inside.sum())
            effect = None
            if count:
                pair = (first[inside].tolist(), second[inside].tolist())
                effect = paired_difference(*pair, LEVEL)
            cells.append(Cell(selection, name, (low, high), count, effect))
    return cells


def told(cells: Sequence[Cell]) -> str:
    """Return in one sentence whether and where the sign turns, by the cells' intervals."""
    known = [cell for cell in cells if cell.effect is not None]
    worse = [c for c in known if c.effect is not None and c.effect.high < 0.0]
    better = [c for c in known if c.effect is not None and c.effect.low > 0.0]
    if worse and better:
        where = "; ".join(
            f"{c.selection}, {c.overestimation}, τ_e {c.exposure[0]:g}-{c.exposure[1]:g}"
            for c in better
        )
        return (
            f"The sign turns: a failed mutiny lengthens the rule in {len(better)} cells ({where})."
        )
    if worse or better:
        side = "shortens" if worse else "lengthens"
        rest = len(known) - len(worse) - len(better)
        return (
            f"The sign does not turn: a failed mutiny {side} the rule in {len(worse or better)} of "
            f"{len(known)} cells; in {rest} the interval holds 0."
        )
    return "In no cell does the interval exclude 0: these runs do not show a sign."
