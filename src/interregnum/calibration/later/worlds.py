"""Worlds of the later record's own shape, simulated at draws of the frozen posterior.

Each country of the later record begins with the regime that it had on the first day, of the same
type and as old, up to twenty years; a simulated regime that did not last so long is laid anew. A
country without one begins with its first later regime, on that regime's own first day. What
becomes of them, and of their successors, is simulated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from interregnum.calibration.chain import STARTING, Founder, Shape
from interregnum.errors import ScenarioError

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.calibration.world import World
    from interregnum.evidence.families import Tables

Floats = NDArray[np.float64]

OLDEST = 20.0
"""Assumed: how old a regime is on the first day at most [yr]; older ones count as that old."""
FEWEST_STARTS = 10
"""From so many later regimes on their own types are the shares of later types."""
RULERS_A_YEAR = {"personal": 0.15, "military": 0.2, "party": 0.12, "monarchy": 0.1}
"""Assumed: spells made ready a country-year, those laid anew included; more are taken again."""
FEWEST_RULERS = 40
TYPES = tuple(RULERS_A_YEAR)
UNTYPED = "party"
"""Of a regime without a type, as in decision D013."""


def shape_of(tables: Tables, first_year: int, last_year: int) -> Shape:
    """Return the shape of worlds that stand beside a later record.

    Parameters
    ----------
    tables
        The record, not cut: its list of regimes alone is read.
    first_year, last_year
        Of the window.

    Raises
    ------
    ScenarioError
        If no autocracy is listed.

    Notes
    -----
    Where the list of regimes ends before the window, the shape is that of its last year.
    """
    frame = _regimes(tables)
    years = frame["year"]
    stood = min(first_year, int(years.max()))
    standing = frame[years == stood]
    if stood < first_year:
        standing = standing[standing["fell"] == 0]
    begun = frame[(years > stood) & (years <= last_year)].sort_values(["gw", "year"])
    firsts = begun.drop_duplicates("gw")
    firsts = firsts[~firsts["gw"].isin(standing["gw"])]
    opens = date(first_year, 1, 1)
    founders = [
        Founder(kind, -round(min(age, OLDEST) * 365.25))
        for kind, age in zip(standing["kind"], _ages(standing, date(stood, 1, 1)), strict=True)
    ]
    founders += [
        Founder(kind, max((start - opens).days, 0))
        for kind, start in zip(firsts["kind"], firsts["start"].dt.date, strict=True)
    ]
    founders = [one for one in founders if one.start < (date(last_year, 12, 31) - opens).days]
    if not founders:
        raise ScenarioError("score: gwf lists no autocracy in the window; give a whole file")
    later = begun[begun["start"].dt.date >= opens].drop_duplicates(["gw", "start"])
    shares = later["kind"].value_counts(normalize=True).to_dict()
    return Shape(
        countries=len(founders),
        first_year=first_year,
        last_year=last_year,
        last_start=last_year,
        starting=shares if len(later) >= FEWEST_STARTS else dict(STARTING),
        founders=tuple(founders),
    )


def _regimes(tables: Tables) -> pd.DataFrame:
    """Return country, year, type, first day and whether it fell, of each autocratic year."""
    import pandas as pd

    frame = tables.table("gwf").frame
    frame = frame[frame["gw"].notna()].drop_duplicates(["gw", "year"], keep="last")
    kind = frame["regime_group"].astype("object")
    return pd.DataFrame(
        {
            "gw": frame["gw"].astype("int64"),
            "year": frame["year"].astype("int64"),
            "kind": kind.where(kind.isin(TYPES), UNTYPED),
            "start": pd.to_datetime(frame["gwf_startdate"]),
            "fell": frame["gwf_fail"].fillna(0).astype("int64"),
        }
    ).reset_index(drop=True)


def _ages(regimes: pd.DataFrame, day: date) -> Floats:
    """Return how old regimes are on a day [yr], at least a day."""
    import pandas as pd

    elapsed = (pd.Timestamp(day) - regimes["start"]).dt.days.to_numpy(dtype=float)
    return np.asarray(np.maximum(elapsed, 1.0) / 365.25)


@dataclass(frozen=True, slots=True)
class Draws:
    """Draws of a posterior, by the names of its columns.

    Parameters
    ----------
    weights
        Shape (draws,).
    columns
        Values by column, such as ``type_mean.personal`` [the parameter's unit].
    """

    weights: Floats
    columns: Mapping[str, Floats]

    def spread(self, count: int) -> Draws:
        """Return so many draws, evenly by weight."""
        reached = np.cumsum(self.weights) / self.weights.sum()
        at = np.searchsorted(reached, (np.arange(count) + 0.5) / count)
        rows = np.minimum(at, len(self.weights) - 1)
        chosen = {name: values[rows] for name, values in self.columns.items()}
        return Draws(np.full(count, 1.0 / count), chosen)

    def given(self, row: int, regime_type: str) -> dict[str, float]:
        """Return the parameters of a type of regime in one draw."""
        from interregnum.scenario.fitted import parameter_of

        named = {parameter_of(column, regime_type): column for column in self.columns}
        return {
            name: float(self.columns[column][row])
            for name, column in named.items()
            if name is not None
        }


def read_draws(path: Path) -> Draws:
    """Return the draws of a posterior's file."""
    import pyarrow.parquet as pq

    from interregnum.scenario.posterior import WEIGHT

    table = pq.read_table(path)
    columns = {name: table[name].to_numpy() for name in table.column_names if name != WEIGHT}
    return Draws(table[WEIGHT].to_numpy(), columns)


def rulers_for(shape: Shape) -> dict[str, int]:
    """Return how many spells of each type are made ready for a world of a shape."""
    span = shape.last_year + 1 - shape.first_year
    years = dict.fromkeys(TYPES, 0.0)
    for founder in shape.founders:
        # A regime as old as this is laid several times before one lasts.
        years[founder.regime_type] += span - min(founder.start, 0) / 365.25 * 2.0
    whole = sum(years.values())
    shares = {name: shape.starting.get(name, 0.0) for name in TYPES}
    ready = {name: years[name] + 0.3 * whole * shares[name] for name in TYPES}
    return {
        name: max(FEWEST_RULERS, round(ready[name] * rate)) for name, rate in RULERS_A_YEAR.items()
    }


def worlds_at(
    draws: Draws,
    shape: Shape,
    seed: int,
    *,
    workers: int = 1,
    told: Callable[[int, int], None] = lambda done, of: None,
) -> Iterator[World]:
    """Return a world at each draw, one after another.

    Parameters
    ----------
    draws
        From :meth:`Draws.spread`.
    shape
        From :func:`shape_of`.
    seed
        Of everything; every world has draws of its own.
    workers
        Threads; they change nothing but the time it takes.
    told
        Called with the worlds done and all of them.
    """
    from interregnum.calibration.spells import pool_of
    from interregnum.calibration.world import world_of

    counts, of = rulers_for(shape), len(draws.weights)
    needed = {founder.regime_type for founder in shape.founders} | set(shape.starting)
    for row in range(of):
        own = seed * 1_000_003 + row
        pools: dict[str, Any] = {
            name: pool_of(name, counts[name], own, draws.given(row, name), workers=workers)
            for name in TYPES
            if name in needed
        }
        yield world_of(pools, shape, own)
        told(row + 1, of)
