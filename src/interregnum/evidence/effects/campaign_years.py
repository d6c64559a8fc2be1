"""Success of a campaign in a year, after security forces or officials defected in the year before.

In the same year defection may follow success as well as lead to it: those shares stand beside the
lagged ones to show how much of the association is timing.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from interregnum.effects import Effect
from interregnum.evidence.families import Family, Tables
from interregnum.evidence.findings import Facts, Findings
from interregnum.evidence.told import facts_of, last_year

if TYPE_CHECKING:
    import pandas as pd

CAVEAT = (
    "An association, not a cause: forces defect from what is failing. Years in which the sources "
    "tell nothing of defection are left out, and campaigns are in the list for being large."
)
METHODS = {"nonviolent": True, "violent": False}
CONDITIONS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "security_defection": ("sec_defect", "defection within the security forces", ("C14",)),
    "state_defection": ("state_defect", "defection of officials from the regime", ("C13",)),
    "central_leadership": ("camp_structure", "a centralised leadership of its own", ("C03",)),
}
TIMES = {"lagged": "in the year before", "same_year": "in the same year"}


def years_of(frame: pd.DataFrame, until: date) -> pd.DataFrame:
    """Return the campaign-years looked at, with what was so in them and in the year before.

    Parameters
    ----------
    frame
        NAVCO 2.0: a row a campaign and year; -99 is not known.
    until
        Its year is the last one looked at.

    Returns
    -------
    A row a campaign-year whose outcome is known, with ``block``, ``won``, ``nonviolent`` and for
    each condition two columns, ``.lagged`` and ``.same_year``: 1, 0, or -1 where not known. The
    year before is known only where the campaign has a row for it.
    """
    kept = frame[frame["year"] <= until.year].reset_index(drop=True)
    for key, (column, _, _) in CONDITIONS.items():
        now = kept[column].fillna(-1).astype(int)
        now = now.where(now.isin((0, 1)), -1)
        before = kept[["id", "year"]].assign(year=kept["year"] + 1, before=now)
        joined = kept[["id", "year"]].merge(before, on=["id", "year"], how="left")
        kept[f"{key}.same_year"] = now
        kept[f"{key}.lagged"] = joined["before"].fillna(-1).astype(int)
    kept = kept[kept["success"].isin((0, 1))].reset_index(drop=True)
    return kept.assign(
        block=kept["gw"].fillna(-1).astype("int64"),
        won=kept["success"].astype(int) == 1,
        nonviolent=kept["prim_method"].astype(int) == 1,
    )


def add_condition(findings: Findings, cases: pd.DataFrame, facts: Facts, key: str) -> None:
    """Add success per campaign-year with and without a condition, lagged and in the same year."""
    _, what, _ = CONDITIONS[key]
    for time, when in TIMES.items():
        names = []
        for flag, word in ((1, "with"), (0, "without")):
            some = cases[cases[f"{key}.{time}"] == flag]
            names.append(f"campaign_years.success.{word}_{key}.{time}")
            definition = f"Share of campaign-years that ended in success, {word} {what} {when}."
            findings.share(names[-1], some["won"], some["block"], definition, facts)
        told = f"with {what} {when}"
        findings.difference(
            f"campaign_years.success_difference.{key}.{time}",
            (names[0], names[1]),
            f"Share of campaign-years that ended in success {told}, less that without.",
        )
        findings.ratio(
            f"campaign_years.success_ratio.{key}.{time}",
            (names[0], names[1]),
            f"Share of campaign-years that ended in success {told}, divided by that without.",
        )


def add_methods(findings: Findings, cases: pd.DataFrame, facts: Facts, key: str) -> None:
    """Add success per campaign-year of each method with and without a condition, lagged."""
    _, what, _ = CONDITIONS[key]
    for method, flag in METHODS.items():
        among = cases[cases["nonviolent"] == flag]
        for known, word in ((1, "with"), (0, "without")):
            some = among[among[f"{key}.lagged"] == known]
            findings.share(
                f"campaign_years.success.{method}.{word}_{key}.lagged",
                some["won"],
                some["block"],
                f"Share of campaign-years, mainly {method}, that ended in success, {word} {what} "
                f"{TIMES['lagged']}.",
                facts,
            )


def compute(tables: Tables, until: date, draws: int, seed: int) -> list[Effect]:
    """Return the family; see the module."""
    table = tables.table("navco.campaign_years")
    cases = years_of(table.frame, until)
    findings = Findings(cases["block"], draws, seed)
    years = (1945, last_year(until, table))
    facts = facts_of([table], years, CAVEAT, claims=("C06",))
    for method, flag in METHODS.items():
        some = cases[cases["nonviolent"] == flag]
        definition = f"Share of campaign-years, mainly {method}, that ended in success."
        findings.share(
            f"campaign_years.success.{method}", some["won"], some["block"], definition, facts
        )
    findings.difference(
        "campaign_years.success_difference",
        ("campaign_years.success.nonviolent", "campaign_years.success.violent"),
        "Share of nonviolent campaign-years that ended in success, less that of violent ones.",
    )
    for key, (_, _, claims) in CONDITIONS.items():
        add_condition(findings, cases, facts_of([table], years, CAVEAT, claims=claims), key)
    defection = facts_of([table], years, CAVEAT, claims=("C06", "C14"))
    add_methods(findings, cases, defection, "security_defection")
    return findings.effects


FAMILY = Family(
    name="campaign_years",
    title="Campaigns year by year",
    needs=("navco.campaign_years",),
    compute=compute,
)
