"""Twins: what one switch does to each outcome, run by run, and who changed.

Two branches share every random number. What a run of one ends as and its twin does not is the
effect of the switch in that one history; the mean over histories is the effect of the switch.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from interregnum.experiments.branches import COMPARED, endpoint_values, endpoints, states
from interregnum.experiments.pairing import LEVEL, Effect, paired_effect
from interregnum.intervals import Interval, wilson

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from interregnum.experiments.branches import Lived


class Move(NamedTuple):
    """Runs that end otherwise: under the reference, under the treatment, how many and what share.

    ``returned`` is a ruler who fell and was back within 90 days; the outcome class counts him as
    ``survives``.
    """

    before: str
    after: str
    runs: int
    share: float


class Flips(NamedTuple):
    """Who changed.

    ``share`` is that of runs whose outcome class changed, ``moves`` from what to what, those that
    a return within 90 days divides counted apart.
    """

    share: Interval
    moves: tuple[Move, ...]


def compared(table: pa.Table) -> pd.DataFrame:
    """Return the columns by which branches are compared."""
    frame: pd.DataFrame = table.select(list(COMPARED)).to_pandas()
    return frame


def twin_effects(first: pd.DataFrame, second: pd.DataFrame, horizon: int) -> list[Effect]:
    """Return the effect on every endpoint, first branch minus second.

    Parameters
    ----------
    first, second
        The branches' runs, in the same order: see :func:`compared`.
    horizon
        [d]
    """
    return [
        paired_effect(
            row.name,
            row.unit,
            endpoint_values(first, row.name, horizon),
            endpoint_values(second, row.name, horizon),
        )
        for row in endpoints(horizon)
    ]


def flips(first: pd.DataFrame, second: pd.DataFrame) -> Flips:
    """Return who changed between the reference (second) and the treatment (first)."""
    changed = int((first["outcome"].to_numpy() != second["outcome"].to_numpy()).sum())
    before, after = states(second), states(first)
    count = len(first)
    pairs = zip(before.tolist(), after.tolist(), strict=True)
    sizes = Counter((one, other) for one, other in pairs if one != other)
    rows = sorted(sizes.items(), key=lambda row: (-row[1], row[0]))
    moves = tuple(Move(*pair, size, size / count) for pair, size in rows)
    return Flips(wilson(changed, count, LEVEL), moves)


def moved(branches: Sequence[Lived]) -> bool:
    """Return whether any run of any branch has another result or another event at all."""
    runs = branches[0].runs.select(list(COMPARED))
    return any(
        not (runs.equals(other.runs.select(list(COMPARED))))
        or not branches[0].events.equals(other.events)
        for other in branches[1:]
    )
