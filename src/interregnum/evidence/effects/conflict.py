"""Civil conflict and civil war that begin after an autocracy has broken down.

A case is an autocratic state-year at peace, with or without a breakdown in it. Only what begins
in later years counts, so that a war which brought the regime down is no consequence of its fall;
what begins in the year of the breakdown itself is shown apart.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from interregnum.effects import Effect
from interregnum.evidence.families import Family, Tables
from interregnum.evidence.findings import Facts, Findings
from interregnum.evidence.told import facts_of, last_year
from interregnum.evidence.windows import year_grid

if TYPE_CHECKING:
    import pandas as pd

HORIZONS = (1, 2, 5)
FIRST_YEAR = 1947
STATE_GONE = 3
CIVIL = ("intrastate", "II")
LEVELS = {
    "conflict": (1, "a civil conflict (25 battle deaths a year)"),
    "war": (2, "a civil war (1,000 battle deaths a year)"),
}
CAVEAT = (
    "An association, not a cause: what brings a regime down may bring war too. A state that is "
    "already at war cannot begin one, and is left out; so is one that ceased to be governed by "
    "its own."
)


def civil_years(conflicts: pd.DataFrame, until: date, least: int) -> pd.DataFrame:
    """Return the country-years with a civil conflict of an intensity, each once.

    Parameters
    ----------
    conflicts
        UCDP/PRIO: a row a conflict and year.
    until
        Its year is the last one looked at.
    least
        1 for at least 25 battle deaths in the year, 2 for at least 1,000.
    """
    kept = conflicts[
        conflicts["type_of_conflict"].isin(CIVIL)
        & (conflicts["intensity_level"] >= least)
        & (conflicts["year"] <= until.year)
        & conflicts["gw"].notna()
    ]
    return kept[["gw", "year"]].drop_duplicates().astype("int64").reset_index(drop=True)


def cases_of(
    regimes: pd.DataFrame, fights: pd.DataFrame, until: date, window: tuple[int, int]
) -> pd.DataFrame:
    """Return autocratic state-years at peace, and whether fighting began in a window of years.

    Parameters
    ----------
    regimes
        Geddes, Wright and Frantz: a row an autocratic state and year.
    fights
        From :func:`civil_years`.
    until
        Windows that end after its year are left out.
    window
        The first and last year of the window after the case's own; peace is asked for in the
        year before the window.

    Returns
    -------
    Columns ``gw``, ``year``, ``fell``, ``bloody`` (a breakdown with over 25 deaths) and ``began``.
    """
    import pandas as pd

    kept = regimes[(regimes["year"] >= FIRST_YEAR) & (regimes["year"] + window[1] <= until.year)]
    kept = kept[kept["gw"].notna() & (kept["gwf_fail_subsregime"].fillna(0) != STATE_GONE)]
    kept = kept.reset_index(drop=True)
    gw, year = kept["gw"].to_numpy(dtype="int64"), kept["year"].to_numpy(dtype="int64")
    span = range(FIRST_YEAR - 1, until.year + 1)
    everywhere = pd.MultiIndex.from_product([sorted(set(gw)), span], names=["gw", "year"])
    grid = year_grid(everywhere.to_frame(index=False), fights)
    peace = ~grid.window(gw, year, window[0] - 1, window[0] - 1).event
    cases = pd.DataFrame(
        {
            "gw": gw,
            "year": year,
            "fell": (kept["gwf_fail"] == 1).to_numpy(dtype=bool),
            "bloody": (kept["gwf_fail_violent"].fillna(0) >= 3).to_numpy(dtype=bool),
            "began": grid.window(gw, year, *window).event,
        }
    )
    return cases[peace].reset_index(drop=True)


def add_arms(
    findings: Findings, cases: pd.DataFrame, facts: Facts, key: str, words: tuple[str, str]
) -> None:
    """Add onset after a breakdown and without one, and both contrasts.

    Parameters
    ----------
    findings, cases, facts
        Where they go, from :func:`cases_of`, and what is said of them.
    key
        What the names hold, as ``war_within_5y``.
    words
        What begins, and when.
    """
    what, when = words
    names = []
    for arm, fell, told in (
        ("breakdown", True, "in whose year the regime broke down"),
        ("no_breakdown", False, "without a breakdown in the year"),
    ):
        some = cases[cases["fell"] == fell]
        names.append(f"conflict.{key}.{arm}")
        definition = f"Share of autocratic state-years at peace, {told}, after which {what} {when}."
        findings.share(names[-1], some["began"], some["gw"], definition, facts)
    told = f"after which {what} {when}: after a breakdown"
    start = "Share of autocratic state-years at peace"
    findings.difference(
        f"conflict.{key}_difference", (names[0], names[1]), f"{start} {told}, less without one."
    )
    findings.ratio(
        f"conflict.{key}_ratio", (names[0], names[1]), f"{start} {told}, divided by without one."
    )


def compute(tables: Tables, until: date, draws: int, seed: int) -> list[Effect]:
    """Return the family; see the module."""
    gwf, ucdp = tables.table("gwf"), tables.table("ucdp_acd")
    ruled = gwf.frame["gw"].notna() & (gwf.frame["year"] <= until.year)
    findings = Findings(gwf.frame.loc[ruled, "gw"].astype("int64"), draws, seed)
    last = last_year(until, ucdp)
    facts = facts_of([gwf, ucdp], (FIRST_YEAR, last), CAVEAT, claims=("C02", "C20"))
    end = date(last, 12, 31)
    for level, (least, what) in LEVELS.items():
        fights = civil_years(ucdp.frame, until, least)
        for horizon in HORIZONS:
            cases = cases_of(gwf.frame, fights, end, (1, horizon))
            years = "the next year" if horizon == 1 else f"the next {horizon} years"
            words = (f"{what} began", f"in {years}")
            add_arms(findings, cases, facts, f"{level}_within_{horizon}y", words)
            if (level, horizon) == ("conflict", 5):
                _add_bloody(findings, cases, facts)
        cases = cases_of(gwf.frame, fights, end, (0, 0))
        words = (f"{what} began", "in the same year, before or after it (peace in the year before)")
        add_arms(findings, cases, facts, f"{level}_same_year", words)
    return findings.effects


def _add_bloody(findings: Findings, cases: pd.DataFrame, facts: Facts) -> None:
    """Add onset within five years of breakdowns with and without over 25 deaths."""
    names = []
    for arm, bloody, words in (
        ("violent", True, "with over 25 deaths"),
        ("peaceful", False, "with at most 25 deaths"),
    ):
        some = cases[cases["fell"] & (cases["bloody"] == bloody)]
        names.append(f"conflict.conflict_within_5y.{arm}_breakdown")
        definition = (
            f"Share of breakdowns {words}, in states at peace, after which a civil conflict began "
            "in the next 5 years."
        )
        findings.share(names[-1], some["began"], some["gw"], definition, facts)
    findings.difference(
        "conflict.conflict_within_5y_difference.violent_less_peaceful",
        (names[0], names[1]),
        "Share of breakdowns with over 25 deaths after which a civil conflict began in the next 5 "
        "years, less that of breakdowns with at most 25.",
    )


FAMILY = Family(
    name="conflict",
    title="Civil conflict after a breakdown",
    needs=("gwf", "ucdp_acd"),
    compute=compute,
)
