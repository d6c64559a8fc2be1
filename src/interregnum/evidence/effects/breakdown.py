"""How autocracies break down: how often, how long they stand, in what way, and what comes after.

A case is a country and year under autocratic rule on 1 January; a breakdown is the end of a
regime, not the exit of a ruler, by Geddes, Wright and Frantz.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from interregnum.effects import Effect, Grade
from interregnum.errors import UsageError
from interregnum.evidence.effects.regime_curves import add_curves
from interregnum.evidence.effects.regime_years import GROUPS, country_years, selections
from interregnum.evidence.estimators.blocks import blocks_of
from interregnum.evidence.families import Family, Tables
from interregnum.evidence.findings import Facts, Findings
from interregnum.evidence.told import facts_of

if TYPE_CHECKING:
    import pandas as pd

MODES = {
    "insiders_change_rules": (1, "by insiders who changed the rules"),
    "election_lost": (2, "by an election that the incumbent lost"),
    "election_without_incumbent": (3, "by an election without an incumbent that an opponent won"),
    "uprising": (4, "by a popular uprising"),
    "coup": (5, "by a military coup"),
    "insurgents": (6, "by insurgents or civil war"),
    "foreign": (7, "by foreign imposition"),
    "new_autocrat": (8, "by a new autocrat who changed the rules"),
    "state_ends": (9, "because the state ceased or failed"),
}
SUCCESSORS = {
    "democracy": (1, "a democracy"),
    "autocracy": (2, "another autocracy"),
    "none": (3, "no independent state of its own, or a failed or occupied one"),
}
DEATHS = {
    "no_deaths": ((1,), "without a death"),
    "deaths_1_25": ((2,), "with 1 to 25 deaths"),
    "deaths_over_25": ((3, 4), "with more than 25 deaths"),
}
UNARMED = (1, 2, 3, 4)
BY_ELECTION = (1, 2, 3)
LONG = 10
CAVEAT = (
    "An association, not a cause: regimes that break down in one way differ from others. Groups "
    "are the coders' judgement of the whole spell, made when its end was known; regimes that did "
    "not last to a 1 January are not in the list."
)


def add_rates(findings: Findings, cases: pd.DataFrame, facts: Facts) -> None:
    """Add breakdowns a country-year, in all, by group, by decade and by mode."""
    for end, words, some in selections(cases):
        told = replace(facts, period=f"{some['year'].min()}-{some['year'].max()}")
        _rate(findings, (f"breakdown.rate.{end}", f"Breakdowns {words}"), some, told)
    for mode, (code, words) in MODES.items():
        some = cases.assign(failed=cases["mode"] == code)
        _rate(findings, (f"breakdown.rate.mode.{mode}", f"Breakdowns {words}"), some, facts)
    for group in ("military", "monarchy", "personal"):
        findings.ratio(
            f"breakdown.rate_ratio.{group}_party",
            (f"breakdown.rate.{group}", "breakdown.rate.party"),
            f"Breakdowns a year of autocracies of the group {group}, divided by those of party "
            "regimes.",
        )


def _rate(findings: Findings, words: tuple[str, str], cases: pd.DataFrame, facts: Facts) -> None:
    """Add one rate over country-years."""
    exposure = cases["gw"] * 0 + 1.0
    definition = f"{words[1]}, a country-year under autocratic rule."
    findings.rate(words[0], (cases["gw"], cases["failed"], exposure), definition, facts)


def add_modes(findings: Findings, broken: pd.DataFrame, facts: Facts) -> None:
    """Add how breakdowns came about and with how many deaths, in all, by group and by decade."""
    for end, words, some in selections(broken):
        told = replace(facts, period=f"{some['year'].min()}-{some['year'].max()}")
        told_how = some[some["mode"] > 0]
        by_mode = MODES if end in ("all", *GROUPS) else {}
        for mode, (code, how) in by_mode.items():
            definition = f"Share of breakdowns {words} that came {how}."
            name = f"breakdown.mode_share.{mode}.{end}"
            findings.share(name, told_how["mode"] == code, told_how["gw"], definition, told)
        counted = some[some["deaths"] > 0]
        for deaths, (codes, how) in DEATHS.items():
            definition = f"Share of breakdowns {words} that came {how}."
            came = counted["deaths"].isin(codes)
            name = f"breakdown.{deaths}.{end}"
            findings.share(name, came, counted["gw"], definition, told)
    findings.share(
        "breakdown.mode_share.by_election.all",
        broken["mode"].isin(BY_ELECTION)[broken["mode"] > 0],
        broken["gw"][broken["mode"] > 0],
        "Share of breakdowns of all groups that came by insiders who changed the rules or by an "
        "election that an opponent won.",
        facts,
    )
    known = broken[(broken["mode"] > 0) & (broken["deaths"] > 0)]
    personal = known[known["group"] == "personal"]
    for end, words, some in (
        ("all", "of all groups", known),
        ("all.long", "of all groups after ten years", _long(known, True)),
        ("all.short", "of all groups within ten years", _long(known, False)),
        ("personal", "of personal regimes", personal),
        ("personal.long", "of personal regimes after ten years", _long(personal, True)),
        ("personal.short", "of personal regimes within ten years", _long(personal, False)),
    ):
        came = some["mode"].isin(UNARMED) & (some["deaths"] == 1)
        definition = (
            f"Share of breakdowns {words} that came by insiders' rules, an election or an "
            "uprising, and without a death."
        )
        findings.share(f"breakdown.unarmed_share.{end}", came, some["gw"], definition, facts)


def _long(cases: pd.DataFrame, long: bool) -> pd.DataFrame:
    """Return the cases whose regime had lasted ten years, or those whose had not."""
    return cases[(cases["duration"] > LONG) == long]


def add_successors(findings: Findings, broken: pd.DataFrame, facts: Facts) -> None:
    """Add what follows a breakdown, in all, by decade, by mode and by deaths."""
    known = broken[broken["successor"] > 0]
    strata = selections(known)
    strata += [
        (f"mode.{mode}", f"that came {how}", known[known["mode"] == code])
        for mode, (code, how) in MODES.items()
    ]
    strata += [
        (deaths, f"that came {how}", known[known["deaths"].isin(codes)])
        for deaths, (codes, how) in DEATHS.items()
    ]
    for end, words, some in strata:
        every = end == "all" or end.startswith("mode.")
        for successor, (code, what) in SUCCESSORS.items():
            violent = end in DEATHS and successor == "autocracy"
            if not every and not violent and successor != "democracy":
                continue
            findings.share(
                f"breakdown.successor.{successor}.{end}",
                some["successor"] == code,
                some["gw"],
                f"Share of breakdowns {words} that were followed by {what}.",
                facts,
            )
    stem = "breakdown.successor.democracy"
    for name, first, second, words in (
        ("uprising_coup", "mode.uprising", "mode.coup", "by an uprising, less by a coup"),
        ("coup_insurgents", "mode.coup", "mode.insurgents", "by a coup, less by insurgents"),
        (
            "bloodless_bloody",
            "no_deaths",
            "deaths_over_25",
            "without a death, less with more than 25",
        ),
    ):
        findings.difference(
            f"breakdown.successor_difference.democracy.{name}",
            (f"{stem}.{first}", f"{stem}.{second}"),
            f"Share of breakdowns that were followed by a democracy: {words}.",
        )


def compute(tables: Tables, until: date, draws: int, seed: int) -> list[Effect]:
    """Return the family; see the module."""
    gwf = tables.table("gwf")
    cases = country_years(gwf, until)
    if len(cases) == 0:
        raise UsageError(
            f"evidence: breakdown: {gwf.name} holds no autocracy until {until}; give a later day, "
            "or name families that look at other cases"
        )
    findings = Findings(cases["gw"], draws, seed)
    years = (int(cases["year"].min()), int(cases["year"].max()))
    claims = ("C02", "C04", "C08", "C20", "C22")
    facts = facts_of([gwf], years, CAVEAT, grade=Grade.SAME, claims=claims)
    add_rates(findings, cases, facts)
    broken = cases[cases["failed"]].reset_index(drop=True)
    if len(broken):
        add_modes(findings, broken, facts)
        add_successors(findings, broken, facts)
    add_curves(findings, blocks_of(findings, cases["gw"]), cases, facts)
    return findings.effects


FAMILY = Family(
    name="breakdown",
    title="How autocracies break down",
    needs=("gwf",),
    compute=compute,
)
