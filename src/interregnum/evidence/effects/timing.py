"""The shape of a hazard: does risk depend on the time since entry, or on the time since a shock?

A hazard without memory does not say that nobody can tell when: skill out of sample does. It says
that the clock alone does not help.
"""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING

from interregnum.effects import Effect, Grade, Scale
from interregnum.evidence.effects.after_failure import Record, record_of
from interregnum.evidence.effects.episodes import Episodes, regime_episodes, ruler_episodes
from interregnum.evidence.effects.regime_years import GROUPS, country_years
from interregnum.evidence.estimators.blocks import Blocks, blocks_of
from interregnum.evidence.estimators.weibull import shapes
from interregnum.evidence.families import Family, Tables
from interregnum.evidence.findings import Facts, Findings, effect_from
from interregnum.evidence.leader_months import (
    FIRST_YEAR,
    MONTHS_A_YEAR,
    months_since,
)
from interregnum.evidence.told import facts_of

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import ArrayLike

TENURES = ((0, 1), (1, 2), (2, 5), (5, 10), (10, 20), (20, 100))
SHOCKS = {
    "months_1_6": (1, 6),
    "months_7_12": (7, 12),
    "months_13_24": (13, 24),
    "months_25_60": (25, 60),
}
FIRST_YEAR_AFTER, LATER = (1, 12), (13, 60)
EXITS = {
    "ruler_exit": ("exit", "exits of rulers in any way"),
    "irregular_exit": ("irregular", "irregular exits of rulers"),
    "attempt": ("attempts", "coup attempts"),
}
CAVEAT = (
    "An association, not a cause. A shape over many rulers mixes their differences: where some "
    "are weaker than others the hazard of the mixture falls even if nobody's does, so a falling "
    "hazard is no proof of memory."
)


def add_shapes(
    findings: Findings, blocks: Blocks, episodes: Episodes, words: tuple[str, str], facts: Facts
) -> None:
    """Add the Weibull shape of one kind of end, in all and by group.

    Parameters
    ----------
    findings, blocks, episodes
        Where it goes, the draws, and the times.
    words
        The kind of end, and what it is called.
    facts
        What is said of it.
    """
    kind, what = words
    for group in ("all", *GROUPS):
        chosen = (episodes.group == group).to_numpy() | (group == "all")
        of = "of all groups" if group == "all" else f"of the group {group}"
        times = (episodes.left[chosen], episodes.ended[kind][chosen], episodes.entered[chosen])
        place = blocks.place(episodes.gw[chosen])
        value = _shape(times, place, blocks)
        effect = effect_from(
            f"timing.shape.{kind}.{group}",
            (value, value, value),
            (int(chosen.sum()), int(times[1].sum())),
            (
                f"Weibull shape of the hazard of {what} in autocracies {of}: 1 without memory, "
                "below 1 falling with time.",
                Scale.NUMBER,
            ),
            facts,
        )
        draws = shapes(*times, place, blocks.weights) if math.isfinite(value) else None
        findings.add(effect, draws)


def _shape(
    times: tuple[ArrayLike, ArrayLike, ArrayLike], place: ArrayLike, blocks: Blocks
) -> float:
    """Return the shape of all cases, each country once."""
    return float(shapes(*times, place, blocks.once)[0])


def add_tenures(findings: Findings, record: Record, facts: Facts) -> None:
    """Add rates by time in office, and that of the first year beside that after ten years."""
    months = record.panel.months
    for name, (column, words) in EXITS.items():
        for low, high in TENURES:
            inside = months["tenure"].between(low * MONTHS_A_YEAR, high * MONTHS_A_YEAR - 1)
            span = f"{low} to {high} years" if high < TENURES[-1][1] else f"{low} years or more"
            definition = (
                f"{words.capitalize()} a year, over ruler-months of autocracies with {span} in "
                "office."
            )
            _rate(
                findings,
                f"timing.rate.{name}.{_bin(low, high)}",
                months[inside],
                column,
                (definition, facts),
            )
        findings.ratio(
            f"timing.rate_ratio.{name}.first_year",
            (f"timing.rate.{name}.years_0_1", f"timing.rate.{name}.years_10_20"),
            f"Rate of {words} in the first year in office, divided by that in years 10 to 20.",
        )


def _bin(low: int, high: int) -> str:
    """Return the end of a name for years from low to high."""
    return f"years_{low}_{high}" if high < TENURES[-1][1] else f"years_{low}_on"


def _rate(
    findings: Findings, name: str, months: pd.DataFrame, column: str, words: tuple[str, Facts]
) -> None:
    """Add one rate a ruler-year."""
    exposure = months["gw"] * 0 + 1.0 / MONTHS_A_YEAR
    findings.rate(name, (months["gw"], months[column], exposure), *words)


def add_ages(findings: Findings, cases: pd.DataFrame, facts: Facts) -> None:
    """Add breakdowns by the regime's age."""
    for low, high in TENURES:
        inside = cases[(cases["duration"] > low) & (cases["duration"] <= high)]
        span = f"years {low + 1} to {high}" if high < TENURES[-1][1] else f"year {low + 1} or later"
        span = f"year {high}" if high == low + 1 else span
        findings.rate(
            f"timing.rate.breakdown.{_bin(low, high)}",
            (inside["gw"], inside["failed"], inside["gw"] * 0 + 1.0),
            f"Breakdowns a country-year of autocracies in {span} of the regime.",
            facts,
        )
    findings.ratio(
        "timing.rate_ratio.breakdown.first_years",
        ("timing.rate.breakdown.years_1_2", "timing.rate.breakdown.years_10_20"),
        "Rate of breakdown in the regime's second year, divided by that in years 11 to 20.",
    )


def add_shocks(findings: Findings, record: Record, facts: Facts) -> None:
    """Add rates by time since a failed coup, and those of its first year beside the later ones."""
    since = months_since(record.panel, record.struck["failed"])
    spans = SHOCKS | {"months_1_12": FIRST_YEAR_AFTER, "months_13_60": LATER}
    for name, (column, words) in EXITS.items():
        for span, (low, high) in spans.items():
            definition = (
                f"{words.capitalize()} a year, over ruler-months of autocracies in months {low} "
                f"to {high} after a failed coup against the same ruler."
            )
            months = record.panel.months[since.between(low, high)]
            _rate(
                findings, f"timing.after_shock.{name}.{span}", months, column, (definition, facts)
            )
        stem = f"timing.after_shock.{name}"
        findings.ratio(
            f"timing.after_shock_ratio.{name}",
            (f"{stem}.months_1_12", f"{stem}.months_13_60"),
            f"Rate of {words} in months 1 to 12 after a failed coup against the same ruler, "
            "divided by that in months 13 to 60.",
        )


def compute(tables: Tables, until: date, draws: int, seed: int) -> list[Effect]:
    """Return the family; see the module."""
    record, gwf = record_of(tables, until), tables.table("gwf")
    cases = country_years(gwf, until)
    countries = [*record.panel.rulers["gw"], *cases["gw"]]
    findings = Findings(countries, draws, seed)
    blocks = blocks_of(findings, countries)
    archigos = tables.table("archigos")
    last = record.panel.last.year
    rulers = facts_of([archigos, gwf], (FIRST_YEAR, last), CAVEAT, claims=("C21",))
    regimes = facts_of(
        [gwf],
        (int(cases["year"].min()) if len(cases) else last, last),
        CAVEAT,
        grade=Grade.PROXY,
        claims=("C21",),
    )
    shocked = facts_of(
        [tables.table("powell_thyne.events"), archigos, gwf],
        (FIRST_YEAR, last),
        CAVEAT,
        claims=("C10", "C21", "C24"),
    )
    episodes = ruler_episodes(record.panel)
    for kind in ("ruler_exit", "irregular_exit"):
        add_shapes(findings, blocks, episodes, (kind, EXITS[kind][1]), rulers)
    broken = regime_episodes(gwf, until)
    add_shapes(findings, blocks, broken, ("breakdown", "the breakdown of regimes"), regimes)
    add_tenures(findings, record, shocked)
    add_ages(findings, cases, regimes)
    add_shocks(findings, record, shocked)
    return findings.effects


FAMILY = Family(
    name="timing",
    title="The shape of hazards",
    needs=("archigos", "gwf", "powell_thyne.events", "cline_coups"),
    compute=compute,
)
