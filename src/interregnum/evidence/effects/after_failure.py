"""After a failed coup: exits of the ruler, the next attempt and the next success, by time since.

Three comparisons stand side by side: with the same kind of ruler month by month, with matched
rulers within years, and with plots that were found out before they began.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from interregnum.effects import Effect, Scale
from interregnum.evidence.effects.failure_odds import odds_after_failure
from interregnum.evidence.effects.failure_ratios import (
    KINDS,
    SPANS,
    covariates_of,
    executed_over_thwarted,
    ratio_columns,
    with_arms,
)
from interregnum.evidence.effects.matched_rulers import (
    HORIZONS,
    OUTCOMES,
    Attempts,
    add_matched,
    cases_of,
    controls_of,
)
from interregnum.evidence.estimators.blocks import blocks_of
from interregnum.evidence.estimators.regression import ratios
from interregnum.evidence.families import Family, Tables
from interregnum.evidence.findings import Facts, Findings, effect_from
from interregnum.evidence.leader_months import (
    FIRST_YEAR,
    MONTHS_A_YEAR,
    WINDOWS,
    RulerMonths,
    befallen,
    counted_by_month,
    events_of,
    months_since,
    ruler_months,
    windows_of,
)
from interregnum.evidence.told import facts_of

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.evidence.cases import CaseTable

SUCCESS, FAILURE = 2, 1
CAVEAT = (
    "An association, not a cause: coups are tried where rulers are weak, and what is recorded as "
    "an attempt or a plot depends on who tells. Events without a known day are left out."
)
COUNTS = {
    "any_exit": ("exit", "exits of the ruler in any way"),
    "irregular_exit": ("irregular", "irregular exits of the ruler"),
    "attempts": ("attempts", "coup attempts"),
    "successes": ("successes", "successful coups"),
}
FAILED = "a failed coup"


@dataclass(frozen=True, slots=True)
class Record:
    """What the family counts.

    Parameters
    ----------
    panel
        Rulers and months; the months have ``attempts`` and ``successes`` too.
    coups
        Powell and Thyne's attempts with ``gw``, ``day`` and ``won``.
    struck
        The events that befell a ruler, by kind: ``failed``, ``executed`` and ``thwarted``.
    hits
        Powell and Thyne's attempts that befell a ruler of an autocracy.
    """

    panel: RulerMonths
    coups: pd.DataFrame
    struck: dict[str, pd.DataFrame]
    hits: pd.DataFrame


def record_of(tables: Tables, until: date) -> Record:
    """Return rulers, attempts and plots up to a day."""
    panel = ruler_months(tables.table("archigos"), tables.table("gwf"), until)
    powell, cline = tables.table("powell_thyne.events"), tables.table("cline_coups")
    coups = events_of(powell, until)
    coups = coups.assign(won=coups["coup"].astype(int) == SUCCESS)
    hit = befallen(panel, coups)
    panel.months["attempts"] = counted_by_month(panel, hit)
    panel.months["successes"] = counted_by_month(panel, hit[hit["won"]])
    struck = {"failed": hit[~hit["won"]].reset_index(drop=True)}
    for kind, (mark, _) in KINDS.items():
        events = events_of(cline, until, cline.frame["event_type"] == mark)
        struck[kind] = befallen(panel, events)
    return Record(panel, coups[["gw", "day", "won"]], struck, hit)


def add_ratios(
    findings: Findings,
    panel: RulerMonths,
    since: dict[str, tuple[pd.Series, str]],
    facts: Facts,
) -> None:
    """Add rates by time since events, and the adjusted ratios of all events in one regression.

    Parameters
    ----------
    findings, panel
        Where they go, and the months.
    since
        For each kind of event (the name's end, empty for a single one) the months since it, and
        what it is called.
    facts
        What is said of them.
    """
    months = panel.months
    here = {kind: windows_of(values) for kind, (values, _) in since.items()}
    columns, wanted = ratio_columns(months, here)
    for outcome, (column, words) in COUNTS.items():
        found = ratios(months[column].astype(float), columns, months["gw"], wanted)
        for kind, (_, event) in since.items():
            end = f".{kind}" if kind else ""
            for window, marks in here[kind].items():
                add_rate(findings, months[marks], (outcome, end, window), (words, event, facts))
            for window in WINDOWS:
                stem = f"after_failure.{outcome}_"
                arms = (f"{stem}rate{end}.{window}", f"{stem}rate{end}.none")
                ratio = found[f"{kind}.{window}"]
                words_here = (
                    f"How many times as frequent {words} are {SPANS[window]} {event} that befell "
                    "the ruler as without one in five years: rate ratio over ruler-months of "
                    "autocracies (Poisson, log time in office and its square, regime group; "
                    "errors clustered by country)."
                )
                counts = (len(months), int(months[column].sum()))
                effect = effect_from(
                    f"{stem}ratio{end}.{window}",
                    (ratio.estimate, ratio.low, ratio.high),
                    counts,
                    (words_here, Scale.RATIO),
                    facts,
                )
                findings.add(with_arms(effect, arms), None)


def add_rate(
    findings: Findings,
    months: pd.DataFrame,
    name: tuple[str, str, str],
    words: tuple[str, str, Facts],
) -> None:
    """Add a crude rate a ruler-year in one window.

    Parameters
    ----------
    findings, months
        Where it goes, and the months in the window.
    name
        One of :data:`COUNTS`, how the name ends for the kind of event, and the window.
    words
        What is counted, what the event is called, and what is said of it.
    """
    outcome, end, window = name
    what, event, facts = words
    span = f"{SPANS[window]} {event}" if window in SPANS else f"without {event} in five years"
    findings.rate(
        f"after_failure.{outcome}_rate{end}.{window}",
        (months["gw"], months[COUNTS[outcome][0]], months["gw"] * 0 + 1.0 / MONTHS_A_YEAR),
        f"{what.capitalize()} a year, over ruler-months of autocracies {span} that befell the "
        "ruler.",
        facts,
    )


def compute(tables: Tables, until: date, draws: int, seed: int) -> list[Effect]:
    """Return the family; see the module."""
    record = record_of(tables, until)
    panel = record.panel
    countries = panel.rulers["gw"]
    findings = Findings(countries, draws, seed)
    names = ("powell_thyne.events", "archigos", "gwf")
    years = (FIRST_YEAR, panel.last.year)
    facts = _facts(tables, names, years)
    wider = _facts(tables, (*names, "cline_coups"), years)
    since = {kind: months_since(panel, struck) for kind, struck in record.struck.items()}
    add_ratios(findings, panel, {"": (since["failed"], FAILED)}, facts)
    for effect in odds_after_failure(panel, record.coups, covariates_of(panel.months), facts):
        findings.add(effect, None)
    both = {kind: (since[kind], words) for kind, (_, words) in KINDS.items()}
    add_ratios(findings, panel, both, wider)
    findings.add(executed_over_thwarted(panel.months, since, wider), None)
    blocks = blocks_of(findings, countries)
    attempts = Attempts(record.coups)
    for kind, struck in record.struck.items():
        event = FAILED if kind == "failed" else KINDS[kind][1]
        cases = cases_of(panel, struck, attempts)
        now = counted_by_month(panel, struck)
        controls = controls_of(panel, since[kind], now, attempts)
        told = facts if kind == "failed" else wider
        add_matched(findings, blocks, (cases, controls), kind, (f"after {event}", told))
    _add_thwarted(findings)
    return findings.effects


def _facts(tables: Tables, names: tuple[str, ...], years: tuple[int, int]) -> Facts:
    """Return what is said of the effects made of some tables."""
    read: list[CaseTable] = [tables.table(name) for name in names]
    return facts_of(read, years, CAVEAT, claims=("C01", "C10", "C24"))


def _add_thwarted(findings: Findings) -> None:
    """Add what followed executed failures less what followed thwarted plots."""
    for years in HORIZONS:
        for outcome, subject in OUTCOMES.items():
            stem = f"after_failure.{outcome}_{years}y"
            findings.difference(
                f"{stem}_difference.executed_thwarted",
                (f"{stem}.executed", f"{stem}.thwarted"),
                f"Share of {subject} within {years} year{'s' if years > 1 else ''} after "
                f"{KINDS['executed'][1]}, less that after {KINDS['thwarted'][1]}.",
            )


FAMILY = Family(
    name="after_failure",
    title="After a failed coup",
    needs=("powell_thyne.events", "cline_coups", "archigos", "gwf"),
    compute=compute,
)
