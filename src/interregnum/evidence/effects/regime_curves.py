"""How long autocracies stand, and which end comes first: life tables by year of the regime."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interregnum.effects import Scale
from interregnum.evidence.effects.regime_years import GROUPS, selections
from interregnum.evidence.estimators.blocks import Blocks
from interregnum.evidence.estimators.life_tables import LifeTable, curves, drawn, life_table
from interregnum.evidence.findings import Facts, Findings, effect_from
from interregnum.intervals import wilson

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

CAUSES = {
    "insiders_or_election": ((1, 2, 3), "by insiders' rules or an election"),
    "uprising": ((4,), "by a popular uprising"),
    "coup": ((5,), "by a military coup"),
    "insurgents": ((6,), "by insurgents or civil war"),
    "other": ((0, 7, 8, 9), "in another way"),
}
HORIZONS = (5, 10, 20)
FIRST_ENDS = (10, 20)


def add_curves(findings: Findings, blocks: Blocks, cases: pd.DataFrame, facts: Facts) -> None:
    """Add how many regimes stand after years (Kaplan-Meier), and which end came first."""
    for end, words, some in selections(cases)[: 1 + len(GROUPS)]:
        table = _table_of(blocks, some)
        once = LifeTable(*(part.sum(axis=0, keepdims=True) for part in table))
        found, tries = curves(once), curves(drawn(table, blocks.weights))
        regimes = int(some["spell"].nunique())
        for years in HORIZONS:
            at = years - 1
            definition = (
                f"Share of autocracies {words} that still stand {years} years after their "
                "beginning (Kaplan-Meier, entering when first seen)."
            )
            counts = (regimes, int(once.ended[0, :years].sum()))
            name = (f"breakdown.survival_{years}y.{end}", definition)
            _add_curve(
                findings, name, (found.survival[0, at], tries.survival[:, at]), counts, facts
            )
            if years not in FIRST_ENDS:
                continue
            for place, (cause, (_, how)) in enumerate(CAUSES.items()):
                definition = (
                    f"Share of autocracies {words} that broke down {how}, before any other end, "
                    f"within {years} years of their beginning (Aalen-Johansen)."
                )
                counts = (regimes, int(once.ended[0, :years, place].sum()))
                name = (f"breakdown.incidence_{years}y.{cause}.{end}", definition)
                values = (found.incidence[0, at, place], tries.incidence[:, at, place])
                _add_curve(findings, name, values, counts, facts)


def _table_of(blocks: Blocks, cases: pd.DataFrame) -> LifeTable:
    """Count regimes at risk by year of the regime, and their ends by cause."""
    cause = cases["mode"] * 0
    for place, (codes, _) in enumerate(CAUSES.values(), 1):
        cause = cause.where(~(cases["failed"] & cases["mode"].isin(codes)), place)
    size = (len(blocks.codes), max(HORIZONS), len(CAUSES))
    return life_table(blocks.place(cases["gw"]), cases["duration"], cause, size)


def _add_curve(
    findings: Findings,
    words: tuple[str, str],
    values: tuple[float, NDArray[np.float64]],
    counts: tuple[int, int],
    facts: Facts,
) -> None:
    """Add a point of a curve; where nothing ended no draw differs, and the interval is Wilson's."""
    value = float(values[0])
    low = high = value
    if counts[1] == 0 and value in (0.0, 1.0):
        _, low, high = wilson(round(value) * counts[0], counts[0])
    effect = effect_from(words[0], (value, low, high), counts, (words[1], Scale.SHARE), facts)
    findings.add(effect, values[1] if counts[1] else None)
