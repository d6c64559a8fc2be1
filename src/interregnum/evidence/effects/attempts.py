"""Coup attempts: how often, with what success, by decade, by list and by who challenged.

Powell and Thyne count attempts by the military or other elites within the state; the Cline Center
counts self-coups, revolts and rebels too. Plots found out before they began are no attempts.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from interregnum.effects import Effect, Grade
from interregnum.evidence.effects.after_failure import Record, record_of
from interregnum.evidence.effects.regime_years import GROUPS
from interregnum.evidence.effects.state_years import state_years
from interregnum.evidence.families import Family, Tables
from interregnum.evidence.findings import Facts, Findings
from interregnum.evidence.leader_months import (
    FIRST_YEAR,
    events_of,
    months_since,
    windows_of,
)
from interregnum.evidence.told import facts_of

if TYPE_CHECKING:
    import pandas as pd

COUP, ATTEMPTED, CONSPIRACY = "coup", "attempted", "conspiracy"
CHALLENGERS = {
    "military": "led by the military",
    "dissident": "by dissidents within the state",
    "rebel": "by rebels",
    "palace": "from the palace",
    "foreign": "with foreign forces",
    "popular": "by a popular revolt",
    "counter": "against a coup just made",
    "other": "by others",
}
STATE_YEAR = "a year of an independent state"
LISTS = {"powell_thyne": "Powell and Thyne", "cline": "the Cline Center"}
CAVEAT = (
    "An association, not a cause. A list holds what was reported: attempts that failed early are "
    "missed more often than those that succeeded, so success shares are too high. Events without "
    "a known day are left out."
)


class Seen(NamedTuple):
    """What the family looks at.

    Parameters
    ----------
    lists
        Attempts by list, with ``gw``, ``day``, ``year`` and ``won``.
    plots
        All events of the Cline Center, plots too, with ``plot``.
    years
        ``gw``, ``year`` and ``exposure`` [years] of independent states.
    facts
        What is said of the effects of each list, and of both.
    """

    lists: dict[str, pd.DataFrame]
    plots: pd.DataFrame
    years: pd.DataFrame
    facts: dict[str, Facts]


def seen(tables: Tables, until: date) -> Seen:
    """Return what the family looks at, up to a day that every source reaches."""
    import pandas as pd

    powell, cline = tables.table("powell_thyne.events"), tables.table("cline_coups")
    states = tables.table("gw_states")
    last = min(pd.Timestamp(until), pd.to_datetime(states.frame["enddate"]).max())
    years = state_years(states, FIRST_YEAR, last)
    first = events_of(powell, last.date())
    second = events_of(cline, last.date())
    first, second = (
        events[events["year"] >= FIRST_YEAR].reset_index(drop=True) for events in (first, second)
    )
    first = first.assign(won=first["coup"].astype(int) == 2)
    second = second.assign(
        won=second["event_type"] == COUP, plot=second["event_type"] == CONSPIRACY
    )
    facts = {}
    for name, read in (
        ("powell_thyne", [powell]),
        ("cline", [cline]),
        ("both", [powell, cline]),
    ):
        facts[name] = facts_of(
            [*read, states], (FIRST_YEAR, last.year), CAVEAT, grade=Grade.DIRECTION, claims=("C15",)
        )
    lists = {"powell_thyne": first, "cline": second[~second["plot"]].reset_index(drop=True)}
    return Seen(lists, second, years, facts)


def add_list(findings: Findings, looked: Seen, name: str) -> None:
    """Add attempts a state-year and their success, in all and by decade."""
    events, facts = looked.lists[name], looked.facts[name]
    spans = [("", FIRST_YEAR, int(looked.years["year"].max()))]
    spans += [(f".{year}s", year, year + 9) for year in range(spans[0][1], spans[0][2] + 1, 10)]
    for end, low, high in spans:
        high = min(high, spans[0][2])
        told = replace(facts, period=f"{low}-{high}")
        some = events[events["year"].between(low, high)]
        years = looked.years[looked.years["year"].between(low, high)]
        add_rate(
            findings,
            f"attempts.rate.{name}{end}",
            (some, years),
            (f"{LISTS[name]} {STATE_YEAR}", told),
        )
        findings.share(
            f"attempts.success.{name}{end}",
            some["won"],
            some["gw"],
            f"Share of coup attempts listed by {LISTS[name]} that succeeded, {low}-{high}.",
            told,
        )


def add_rate(
    findings: Findings,
    name: str,
    cases: tuple[pd.DataFrame, pd.DataFrame],
    words: tuple[str, Facts],
) -> None:
    """Add attempts a state-year from attempts and years of independence.

    Attempts in states that have no years, being too small for the list of states, do not count.
    """
    import numpy as np

    events, years = cases
    events = events[events["gw"].isin(years["gw"])]
    gw = np.concatenate([events["gw"], years["gw"]])
    came = np.concatenate([np.ones(len(events)), np.zeros(len(years))])
    exposure = np.concatenate([np.zeros(len(events)), years["exposure"]])
    definition = f"Coup attempts listed by {words[0]}."
    findings.rate(name, (gw, came, exposure), definition, words[1])


def add_challengers(findings: Findings, looked: Seen) -> None:
    """Add rates and success by who challenged; the marks of the list are not exclusive."""
    events, facts = looked.lists["cline"], looked.facts["cline"]
    for mark, words in CHALLENGERS.items():
        having = (events[mark] == 1).fillna(False).astype(bool)
        findings.share(
            f"attempts.challenger_share.{mark}",
            having,
            events["gw"],
            f"Share of coup attempts of the Cline Center's list {words}.",
            facts,
        )
        name, led = f"attempts.rate.{mark}", f"{LISTS['cline']}, {words}, {STATE_YEAR}"
        add_rate(findings, name, (events[having], looked.years), (led, facts))
        arms = (f"attempts.success.{mark}", f"attempts.success.not_{mark}")
        for name, some, kind in (
            (arms[0], events[having], words),
            (arms[1], events[~having], f"not {words}"),
        ):
            definition = f"Share of coup attempts {kind} that succeeded, by the Cline Center."
            findings.share(name, some["won"], some["gw"], definition, facts)
        findings.difference(
            f"attempts.success_difference.{mark}",
            arms,
            f"Share of coup attempts {words} that succeeded, less that of all others.",
        )
    findings.share(
        "attempts.thwarted_share",
        looked.plots["plot"],
        looked.plots["gw"],
        "Share of the Cline Center's coups, attempts and plots that were found out as plots.",
        facts,
    )


def add_after_failure(findings: Findings, record: Record, facts: Facts) -> None:
    """Add success within a year of a failure that befell the same ruler, and without one."""
    panel = record.panel
    rows = panel.months[["ruler", "month"]].assign(
        since=months_since(panel, record.struck["failed"])
    )
    hits = record.hits.merge(rows, on=["ruler", "month"], how="inner")
    here = windows_of(hits["since"])
    arms = (
        "attempts.success.within_year_of_failure",
        "attempts.success.without_failure_in_five_years",
    )
    for name, chosen, words in (
        (arms[0], here["year_1"], "in the 12 months after a month in which another had failed"),
        (arms[1], here["none"], "without one that had failed in the 60 months before"),
    ):
        some = hits[chosen]
        findings.share(
            name,
            some["won"],
            some["gw"],
            f"Share of coup attempts on rulers of autocracies that succeeded, {words} against the "
            "same ruler.",
            facts,
        )
    words = "Share of coup attempts that succeeded within a year of a failure, less that without."
    findings.difference("attempts.success_difference.after_failure", arms, words)


def add_groups(findings: Findings, record: Record, events: pd.DataFrame, facts: Facts) -> None:
    """Add attempts and their success by the regime's group.

    Parameters
    ----------
    findings, record, facts
        Where they go, rulers and regimes, and what is said of them.
    events
        Powell and Thyne's attempts with ``gw``, ``year`` and ``won``.
    """
    import pandas as pd

    regimes = record.panel.regimes
    regimes = regimes[regimes["year"] >= FIRST_YEAR]
    events = events.astype({"year": "int64"})
    events = events.drop(columns="group", errors="ignore").merge(regimes, on=["gw", "year"])
    for group in GROUPS:
        some, years = events[events["group"] == group], regimes[regimes["group"] == group]
        exposure = pd.DataFrame({"gw": years["gw"], "exposure": 1.0})
        words = f"{LISTS['powell_thyne']} a country-year of autocracies of the group {group}"
        add_rate(findings, f"attempts.rate.group.{group}", (some, exposure), (words, facts))
        findings.share(
            f"attempts.success.group.{group}",
            some["won"],
            some["gw"],
            f"Share of coup attempts that succeeded in autocracies of the group {group}.",
            facts,
        )


def compute(tables: Tables, until: date, draws: int, seed: int) -> list[Effect]:
    """Return the family; see the module."""
    record = record_of(tables, until)
    looked = seen(tables, until)
    countries = [*looked.years["gw"], *record.panel.rulers["gw"], *record.panel.regimes["gw"]]
    countries += [*looked.plots["gw"], *looked.lists["powell_thyne"]["gw"]]
    findings = Findings(countries, draws, seed)
    for name in LISTS:
        add_list(findings, looked, name)
    findings.ratio(
        "attempts.rate_ratio.cline_powell_thyne",
        ("attempts.rate.cline", "attempts.rate.powell_thyne"),
        "Coup attempts a state-year by the Cline Center, divided by those by Powell and Thyne.",
    )
    findings.difference(
        "attempts.success_difference.cline_powell_thyne",
        ("attempts.success.cline", "attempts.success.powell_thyne"),
        "Share of attempts that succeeded by the Cline Center, less that by Powell and Thyne.",
    )
    both = looked.facts["both"]
    findings.effects[-2:] = [
        replace(effect, source=both.source, vintage=both.vintage)
        for effect in findings.effects[-2:]
    ]
    add_challengers(findings, looked)
    names = ("powell_thyne.events", "archigos", "gwf")
    facts = facts_of(
        [tables.table(name) for name in names],
        (FIRST_YEAR, record.panel.last.year),
        CAVEAT,
        claims=("C24",),
    )
    add_groups(findings, record, looked.lists["powell_thyne"], facts)
    add_after_failure(findings, record, facts)
    return findings.effects


FAMILY = Family(
    name="attempts",
    title="Coup attempts",
    needs=("powell_thyne.events", "cline_coups", "gw_states", "archigos", "gwf"),
    compute=compute,
)
