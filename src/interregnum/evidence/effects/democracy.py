"""Democracy within some years of a coup that succeeded, of one that failed, and without one.

A case is a state-year that began under autocracy; the window runs from that year on. State-years
whose window is not observed to its end are left out, whatever came in it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from interregnum.effects import Effect, Grade
from interregnum.evidence.families import Family, Tables
from interregnum.evidence.findings import Facts, Findings
from interregnum.evidence.told import facts_of, last_year
from interregnum.evidence.windows import year_grid

if TYPE_CHECKING:
    import pandas as pd

HORIZONS = (2, 5, 10)
FIRST_YEAR = 1950
ARMS = {
    "successful_coup": "with a coup that succeeded",
    "failed_coup": "with coup attempts of which none succeeded",
    "no_coup": "without a coup attempt",
}
MEASURES = {"bmr": "democracy", "lied": "competition"}
CAVEAT = (
    "An association, not a cause: coups come where rule is weak. State-years of one country "
    "overlap, so intervals are drawn over countries."
)


def cases_of(
    regimes: pd.DataFrame, coups: pd.DataFrame, until: date, horizon: int, column: str
) -> pd.DataFrame:
    """Return autocratic state-years with what coups came and whether democracy followed.

    Parameters
    ----------
    regimes
        A row a state and year with ``gw``, ``year`` and the measure; only sovereign states count
        where the source says which are.
    coups
        Powell and Thyne's events.
    until
        No later day is looked at.
    horizon
        The window [years]: it ends with the year of the case plus this.
    column
        The measure: 1 where the year counts as democratic.

    Returns
    -------
    Columns ``gw``, ``year``, ``arm`` and ``democratic``.
    """
    import numpy as np
    import pandas as pd

    known = regimes[(regimes["year"] <= until.year) & regimes[column].notna()]
    if "sovereign" in known:
        known = known[known["sovereign"] == 1]
    known = known[known["gw"].notna()].astype({"gw": "int64", "year": "int64"})
    grid = year_grid(known, known[known[column] == 1])
    start = known[(known[column] == 0)][["gw", "year"]]
    start = start.assign(year=start["year"] + 1)
    start = start[start["year"] >= FIRST_YEAR].drop_duplicates().reset_index(drop=True)
    window = grid.window(start["gw"].to_numpy(), start["year"].to_numpy(), 0, horizon)
    # Beyond the last coup of the list nothing says that a year had none.
    covered = window.whole & (start["year"] <= int(coups["year"].max())).to_numpy(dtype=bool)
    inside = coups[(coups["latest"] <= pd.Timestamp(until)) & coups["gw"].notna()]
    best = inside.groupby(["gw", "year"])["coup"].max().rename("best").reset_index()
    best = best.astype({"gw": "int64", "year": "int64"})
    most = start.merge(best, on=["gw", "year"], how="left")["best"].fillna(0).astype(int)
    arm = np.select([most == 2, most == 1], ["successful_coup", "failed_coup"], "no_coup")
    return start.assign(arm=arm, democratic=window.event)[covered].reset_index(drop=True)


def add_arms(
    findings: Findings, cases: pd.DataFrame, facts: Facts, horizon: int, end: str = ""
) -> None:
    """Add the share of each arm that saw democracy, and the contrasts between them."""
    by = ", contested elections by LIED standing for it" if end else ""
    told = f"democracy in that year or in one of the {horizon} after it{by}"
    names = {}
    for arm, words in ARMS.items():
        some = cases[cases["arm"] == arm]
        names[arm] = f"democracy.within_{horizon}y.{arm}{end}"
        definition = f"Share of state-years that began under autocracy, {words}, with {told}."
        findings.share(names[arm], some["democratic"], some["gw"], definition, facts)
    for first, second in (
        ("successful_coup", "failed_coup"),
        ("successful_coup", "no_coup"),
        ("failed_coup", "no_coup"),
    ):
        findings.difference(
            f"democracy.within_{horizon}y_difference.{first}_less_{second}{end}",
            (names[first], names[second]),
            f"Share with {told} of autocratic state-years {ARMS[first]}, less that of those "
            f"{ARMS[second]}.",
        )


def compute(tables: Tables, until: date, draws: int, seed: int) -> list[Effect]:
    """Return the family; see the module."""
    bmr, lied = tables.table("bmr"), tables.table("lied")
    coups = tables.table("powell_thyne.events")
    found = {
        ("", horizon): cases_of(bmr.frame, coups.frame, until, horizon, "democracy")
        for horizon in HORIZONS
    }
    found[".lied", 5] = cases_of(lied.frame, coups.frame, until, 5, "competition")
    codes = {code for cases in found.values() for code in cases["gw"]}
    findings = Findings(sorted(codes), draws, seed)
    for (end, horizon), cases in found.items():
        source = lied if end else bmr
        years = (FIRST_YEAR, last_year(until, source, coups))
        facts = facts_of([coups, source], years, CAVEAT, grade=Grade.SAME, claims=("C08",))
        add_arms(findings, cases, facts, horizon, end)
    return findings.effects


FAMILY = Family(
    name="democracy",
    title="Democracy after coups",
    needs=("powell_thyne.events", "bmr", "lied"),
    compute=compute,
)
