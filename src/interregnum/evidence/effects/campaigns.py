"""Success of campaigns: with and without violence, by time, goal, size, support and defection.

A campaign succeeds where the coders of NAVCO say that it reached its goals within a year of its
peak and because of it. Campaigns are chosen for being large, so the shares are not those of all
that was tried. A campaign counts in the year in which it ended.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from interregnum.effects import Effect, Grade
from interregnum.evidence.effects.campaign_logit import odds_ratios
from interregnum.evidence.families import Family, Tables
from interregnum.evidence.findings import Facts, Findings
from interregnum.evidence.told import facts_of, last_year

if TYPE_CHECKING:
    import pandas as pd

CAVEAT = (
    "An association, not a cause: who fights, where and when differs between the arms. Campaigns "
    "enter the list for being large, and success is the coders' judgement."
)
METHODS = ("nonviolent", "violent")
GOALS = {
    "regime_change": ("REGCHANGE", "for a change of regime"),
    "self_determination": ("FSELFDET", "for self-determination or against an occupation"),
    "secession": ("SECESSION", "for secession"),
}
SIZES = {
    "under_10000": (0.0, 1e4, "with fewer than 10,000 people at the peak"),
    "10000_to_100000": (1e4, 1e5, "with 10,000 to under 100,000 people at the peak"),
    "over_100000": (1e5, float("inf"), "with 100,000 people or more at the peak"),
}
POPULAR = 0.035
CONDITIONS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "defection": ("DEFECT", "large-scale defection of security forces", ("C13", "C14")),
    "foreign_support": ("STATESUP", "open support by a foreign state", ("C17",)),
    "aid_to_regime": ("REGAID", "foreign aid to the regime against it", ()),
    "repression": ("REGVIOL", "violent repression by the state", ()),
}


def ended(frame: pd.DataFrame, until: date, since: int = 0) -> pd.DataFrame:
    """Return the campaigns that ended in the years looked at, with what every arm needs.

    Parameters
    ----------
    frame
        NAVCO 1.2 or 1.3: a row a campaign.
    until, since
        The last day and the first year looked at; a campaign that goes on has not ended.

    Returns
    -------
    The rows, with ``block`` (country, -1 where the place is no state), ``won`` and ``violent``.
    """
    kept = frame[(frame["EYEAR"] <= until.year) & (frame["EYEAR"] >= since)]
    kept = kept[kept["ONGOING"].fillna(0).astype(int) == 0].reset_index(drop=True)
    return kept.assign(
        block=kept["gw"].fillna(-1).astype("int64"),
        won=kept["SUCCESS"].astype(int) == 1,
        violent=kept["VIOL"].astype(int) == 1,
    )


def add_methods(
    findings: Findings, cases: pd.DataFrame, facts: Facts, end: str = "", words: str = ""
) -> None:
    """Add the shares of nonviolent and of violent campaigns that succeeded, and their difference.

    Parameters
    ----------
    findings
        Where they go.
    cases
        From :func:`ended`, those that the words name.
    facts
        Of the list.
    end, words
        How the names end, as ``.1980s``, and what that means.
    """
    told = f", {words}" if words else ""
    names = [f"campaigns.success.{method}{end}" for method in METHODS]
    for name, method in zip(names, METHODS, strict=True):
        some = cases[cases["violent"] == (method == "violent")]
        definition = f"Share of ended {method} campaigns that succeeded{told}."
        findings.share(name, some["won"], some["block"], definition, facts)
    findings.difference(
        f"campaigns.success_difference{end}",
        (names[0], names[1]),
        f"Share of ended nonviolent campaigns that succeeded, less that of violent ones{told}.",
    )


def add_unarmed_successes(findings: Findings, cases: pd.DataFrame, facts: Facts) -> None:
    """Add what share of the campaigns that succeeded were nonviolent."""
    won = cases[cases["won"]]
    for end, words, some in (
        ("", "", won),
        (".regime_change", ", among those for a change of regime", won[won["REGCHANGE"] == 1]),
    ):
        findings.share(
            f"campaigns.nonviolent_share_of_successes{end}",
            ~some["violent"],
            some["block"],
            f"Share of ended campaigns that succeeded which were mainly nonviolent{words}.",
            facts,
        )


def add_condition(findings: Findings, cases: pd.DataFrame, facts: Facts, key: str) -> None:
    """Add success with and without a condition of NAVCO 1.2, for all campaigns and each method."""
    column, what, _ = CONDITIONS[key]
    here = cases[column].fillna(-1).astype(int)
    for method in ("", *METHODS):
        among = (here >= 0) if not method else (cases["violent"] == (method == "violent"))
        kind, end = (f"{method} ", f".{method}") if method else ("", "")
        names = []
        for flag, word in ((1, "with"), (0, "without")):
            some = cases[among & (here == flag)]
            names.append(f"campaigns.success.{word}_{key}{end}")
            definition = f"Share of ended {kind}campaigns that succeeded, {word} {what}."
            findings.share(names[-1], some["won"], some["block"], definition, facts)
        findings.difference(
            f"campaigns.success_difference.{key}{end}",
            (names[0], names[1]),
            f"Share of ended {kind}campaigns that succeeded with {what}, less that without.",
        )


def compute(tables: Tables, until: date, draws: int, seed: int) -> list[Effect]:
    """Return the family; see the module."""
    campaigns = tables.table("navco.campaigns")
    attributes = tables.table("navco.attributes")
    cases, known = ended(campaigns.frame, until), ended(attributes.frame, until)
    findings = Findings([*cases["block"], *known["block"]], draws, seed)
    last = last_year(until, campaigns, column="EYEAR")
    facts = facts_of(
        [campaigns],
        (1900, last),
        CAVEAT,
        grade=Grade.SAME,
        claims=("C04", "C06"),
    )
    add_methods(findings, cases, facts)
    add_unarmed_successes(findings, cases, facts)
    _add_decades(findings, cases, facts, last)
    for goal, (column, words) in GOALS.items():
        some = cases[cases[column].fillna(0).astype(int) == 1]
        add_methods(findings, some, facts, f".{goal}", words)
    years = (1946, last_year(until, attributes, column="EYEAR"))
    add_sizes(findings, known, facts_of([attributes], years, CAVEAT, claims=("C06",)))
    for key, (_, _, claims) in CONDITIONS.items():
        add_condition(findings, known, facts_of([attributes], years, CAVEAT, claims=claims), key)
    _add_flank(findings, known, facts_of([attributes], years, CAVEAT, claims=("C05",)))
    several = facts_of([attributes], years, CAVEAT, claims=("C06", "C14", "C17"))
    return [*findings.effects, *odds_ratios(known, several)]


def _add_decades(findings: Findings, cases: pd.DataFrame, facts: Facts, last: int) -> None:
    """Add both methods by the decade in which the campaign ended."""
    for decade in range(1900, last + 1, 10):
        some = cases[cases["EYEAR"].between(decade, decade + 9)]
        period = f"{decade}-{min(decade + 9, last)}"
        words = f"of those that ended in {period}"
        add_methods(findings, some, replace(facts, period=period), f".{decade}s", words)


def add_sizes(findings: Findings, cases: pd.DataFrame, facts: Facts) -> None:
    """Add both methods by peak participation, and success beyond 3.5 % of the population."""
    for size, (low, high, words) in SIZES.items():
        peak = cases["PARTICIPATION"].astype(float)
        add_methods(findings, cases[(peak >= low) & (peak < high)], facts, f".{size}", words)
    share = cases["PERCENTAGEPOPULARPARTICIPATION"].astype(float)
    for name, some, words in (
        ("over_35_per_1000", cases[share >= POPULAR], "at least 35"),
        ("under_35_per_1000", cases[share < POPULAR], "fewer than 35"),
    ):
        findings.share(
            f"campaigns.success.{name}",
            some["won"],
            some["block"],
            f"Share of ended campaigns that succeeded, with {words} in 1,000 people at the peak.",
            facts,
        )


def _add_flank(findings: Findings, cases: pd.DataFrame, facts: Facts) -> None:
    """Add success of nonviolent campaigns with and without a violent flank."""
    names = []
    for flag, word in ((1, "with"), (0, "without")):
        some = cases[~cases["violent"] & (cases["VIOLENTFLANK"].fillna(-1).astype(int) == flag)]
        names.append(f"campaigns.success.nonviolent.{word}_flank")
        definition = f"Share of ended nonviolent campaigns that succeeded, {word} a violent flank."
        findings.share(names[-1], some["won"], some["block"], definition, facts)
    findings.difference(
        "campaigns.success_difference.flank",
        (names[0], names[1]),
        "Share of ended nonviolent campaigns that succeeded with a violent flank, less without.",
    )


FAMILY = Family(
    name="campaigns",
    title="Campaigns with and without violence",
    needs=("navco.campaigns", "navco.attributes"),
    compute=compute,
)
