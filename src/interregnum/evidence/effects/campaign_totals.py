"""Success of all ended campaigns of the list, as its authors publish it.

These two shares cover every year of NAVCO 1.3 and so must not be read by calibration.
"""

from __future__ import annotations

from datetime import date

from interregnum.effects import Effect, Grade
from interregnum.evidence.effects.campaigns import CAVEAT, METHODS, ended
from interregnum.evidence.families import Family, Tables
from interregnum.evidence.findings import Findings
from interregnum.evidence.told import facts_of, last_year


def compute(tables: Tables, until: date, draws: int, seed: int) -> list[Effect]:
    """Return the family; see the module."""
    table = tables.table("navco.campaigns")
    cases = ended(table.frame, until)
    findings = Findings(cases["block"], draws, seed)
    years = (1900, last_year(until, table, column="EYEAR"))
    facts = facts_of([table], years, CAVEAT, grade=Grade.SAME, claims=("C04", "C06"))
    for method in METHODS:
        some = cases[cases["violent"] == (method == "violent")]
        findings.single_share(
            f"campaign_totals.success.{method}",
            int(some["won"].sum()),
            len(some),
            f"Share of all ended {method} campaigns of the list that succeeded.",
            facts,
        )
    findings.difference(
        "campaign_totals.success_difference",
        ("campaign_totals.success.nonviolent", "campaign_totals.success.violent"),
        "Share of all ended nonviolent campaigns that succeeded, less that of violent ones.",
    )
    return findings.effects


FAMILY = Family(
    name="campaign_totals",
    title="Campaigns, all years of the list",
    needs=("navco.campaigns",),
    compute=compute,
    for_calibration=False,
    default_until=None,
)
