"""What a stylised fact is worth on a record or on a simulated world: one road for both.

The cases are found by the functions of ``evidence.effects`` themselves, counted by country; a
number, its error and its draws are made of these counts here, in one place.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from interregnum.errors import InterregnumError
from interregnum.evidence.findings import Facts
from interregnum.evidence.tally import Counts, Tally

if TYPE_CHECKING:
    from interregnum.evidence.estimators.poisson import Patterns
    from interregnum.evidence.families import Tables

Kind = Literal["share", "rate", "ratio"]
"""What a fact is: a share is compared as its logit, a rate or a ratio as its logarithm."""

HALF = 0.5
UNSAID = Facts(source="", vintage="", period="", caveat="")
_RATIO = re.compile(
    r"after_failure\.(any_exit|irregular_exit|attempts)_ratio\."
    r"(?:(executed|thwarted|executed_thwarted)\.)?(year_1|year_2|years_3_5)"
)
_COLUMNS = {"any_exit": "exit", "irregular_exit": "irregular", "attempts": "attempts"}


class FactValue(NamedTuple):
    """One fact of a record or of a world.

    Parameters
    ----------
    estimate
        On the scale on which facts are compared: a logit of a share, a logarithm of a rate or
        ratio, made with half an event more. Not a number where there is no case.
    error
        Its standard error on that scale.
    n
        Cases of a share; years of a rate, rounded; for a ratio the ruler-months in its window.
    events
        Events among them.
    published
        The share, rate or ratio itself, without the half event: what the evidence prints.
    """

    estimate: float
    error: float
    n: int
    events: int
    published: float


NOTHING = FactValue(math.nan, math.nan, 0, 0, math.nan)


@dataclass(frozen=True, slots=True)
class Regression:
    """Facts that one regression of rates gives.

    Parameters
    ----------
    patterns
        Its cases.
    facts
        For each fact the covariate whose ratio it is, and the one whose ratio it is divided by,
        or nothing.
    """

    patterns: Patterns
    facts: dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Sample:
    """The cases of all facts: counts by country, and regressions."""

    counts: dict[str, Counts]
    regressions: tuple[Regression, ...]


def sample_of(tables: Tables, until: date, effects: Iterable[str]) -> Sample:
    """Return the cases of effects in tables of a record or of a world.

    Parameters
    ----------
    tables
        The cases; a table that is not there leaves its effects without a case.
    until
        The last day looked at.
    effects
        Names of effects of the evidence: shares, rates, and ratios after failed attempts.
    """
    wanted = list(effects)
    tally = Tally(wanted)
    families = {name.partition(".")[0] for name in wanted}
    regressions: tuple[Regression, ...] = ()
    for family, (needs, count) in _PARTS.items():
        if family in families and _are_there(tables, needs):
            count(tally, tables, until)
    if families & {"attempts", "after_failure"} and _are_there(tables, _AFTER):
        regressions = _after_failure(tally, tables, until)
    return Sample(tally.counts, regressions)


def needs_of(effect: str) -> tuple[str, ...]:
    """Return the tables that an effect is made of.

    >>> needs_of("breakdown.rate.personal"), needs_of("campaigns.success.violent")
    (('gwf',), ('navco.campaigns',))
    """
    family, _, rest = effect.partition(".")
    if family in ("attempts", "after_failure"):
        return _AFTER if "executed" in rest or "thwarted" in rest else _AFTER[:3]
    if family == "campaigns" and rest not in ("success.nonviolent", "success.violent"):
        return ("navco.campaigns", "navco.attributes")
    return _PARTS[family][0]


def _are_there(tables: Tables, names: tuple[str, ...]) -> bool:
    """Return whether all tables are there; those of the first rows must hold some."""
    try:
        return all(len(tables.table(name).frame) or name in _MAY_BE_EMPTY for name in names)
    except (InterregnumError, KeyError):
        return False


def _breakdown(tally: Tally, tables: Tables, until: date) -> None:
    """Count breakdowns by group and mode, and what followed them."""
    from interregnum.evidence.effects.breakdown import add_modes, add_rates, add_successors
    from interregnum.evidence.effects.regime_years import country_years

    cases = country_years(tables.table("gwf"), until)
    if len(cases):
        add_rates(tally, cases, UNSAID)
        broken = cases[cases["failed"]].reset_index(drop=True)
        if len(broken):
            add_modes(tally, broken, UNSAID)
            add_successors(tally, broken, UNSAID)


def _regular_exits(tally: Tally, tables: Tables, until: date) -> None:
    """Count regular exits of rulers by group."""
    from interregnum.evidence.effects import regular_exits as family
    from interregnum.evidence.rulers import spells
    from interregnum.evidence.told import last_year

    gwf = tables.table("gwf")
    years = family.ruler_years(spells(tables.table("archigos"), until))
    typed = family.with_groups(years, gwf.frame)
    typed = typed[typed["year"] <= last_year(until, gwf)]
    for group in family.GROUPS:
        family.add_rates(tally, typed[typed["group"] == group], UNSAID, "regular", (group, ""))


def _campaigns(tally: Tally, tables: Tables, until: date) -> None:
    """Count campaigns that ended, and their success by method, size and defection."""
    from interregnum.evidence.effects.campaigns import add_condition, add_methods, add_sizes, ended

    add_methods(tally, ended(tables.table("navco.campaigns").frame, until), UNSAID)
    if _are_there(tables, ("navco.attributes",)):
        known = ended(tables.table("navco.attributes").frame, until)
        add_sizes(tally, known, UNSAID)
        add_condition(tally, known, UNSAID, "defection")


def _campaign_years(tally: Tally, tables: Tables, until: date) -> None:
    """Count campaign-years by method and by defection in the year before."""
    from interregnum.evidence.effects.campaign_years import add_methods, years_of

    cases = years_of(tables.table("navco.campaign_years").frame, until)
    add_methods(tally, cases, UNSAID, "security_defection")


def _conflict(tally: Tally, tables: Tables, until: date) -> None:
    """Count breakdowns after which a civil conflict began, by the length of the window."""
    from interregnum.evidence.effects.conflict import HORIZONS, add_arms, cases_of, civil_years
    from interregnum.evidence.told import last_year

    ucdp, regimes = tables.table("ucdp_acd"), tables.table("gwf").frame
    fights = civil_years(ucdp.frame, until, 1)
    end = date(last_year(until, ucdp), 12, 31)
    for horizon in HORIZONS:
        key = f"conflict_within_{horizon}y"
        if f"conflict.{key}.breakdown" in tally.wanted:
            add_arms(tally, cases_of(regimes, fights, end, (1, horizon)), UNSAID, key, ("", ""))
    key = "conflict_same_year"
    if f"conflict.{key}.breakdown" in tally.wanted:
        add_arms(tally, cases_of(regimes, fights, end, (0, 0)), UNSAID, key, ("", ""))


def _wars(tally: Tally, tables: Tables, until: date) -> None:
    """Count autocrats who left after wars lost and won."""
    from interregnum.evidence.effects import war_cases
    from interregnum.evidence.effects.wars import add_exits
    from interregnum.evidence.rulers import last_day_of, spells

    archigos = tables.table("archigos")
    ends = war_cases.war_ends(tables.table("cow_wars").frame, until)
    seen = last_day_of(archigos, until).date()
    ruled = war_cases.rulers_of(spells(archigos, seen), ends)
    ruled = war_cases.autocratic_years(tables.table("gwf").frame, ruled)
    if len(ruled):
        add_exits(tally, ruled, UNSAID, seen, "autocrats")


def _after_failure(tally: Tally, tables: Tables, until: date) -> tuple[Regression, ...]:
    """Count attempts, and return the regressions on the time since failures and plots."""
    from interregnum.evidence.effects import after_failure as family
    from interregnum.evidence.effects.attempts import add_after_failure, add_groups
    from interregnum.evidence.effects.failure_ratios import KINDS, ratio_columns
    from interregnum.evidence.estimators.poisson import patterns_of
    from interregnum.evidence.leader_months import months_since, windows_of

    record = family.record_of(tables, until)
    months = record.panel.months
    if len(months) == 0:
        return ()
    add_after_failure(tally, record, UNSAID)
    coups = record.coups.assign(year=record.coups["day"].dt.year)
    add_groups(tally, record, coups, UNSAID)
    since = {kind: months_since(record.panel, struck) for kind, struck in record.struck.items()}
    marks = {kind: windows_of(values) for kind, values in since.items()}
    for window in ("year_1", "none"):
        months_here = months[marks["failed"][window]]
        family.add_rate(tally, months_here, ("attempts", "", window), ("", "", UNSAID))
    found = []
    for kinds in (("failed",), tuple(KINDS)):
        facts = _ratios_of(tally.wanted, kinds)
        if facts:
            columns, _ = ratio_columns(months, {kind: marks[kind] for kind in kinds})
            patterns = patterns_of(months["exit"], columns, months["gw"])
            found += [
                Regression(patterns.with_events(months[column]), names)
                for column, names in facts.items()
            ]
    return tuple(found)


def _ratios_of(
    wanted: Iterable[str], kinds: tuple[str, ...]
) -> dict[str, dict[str, tuple[str, str]]]:
    """Return the ratios that a regression on some kinds of events gives, by column of events."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for name in sorted(wanted):
        if match := _RATIO.fullmatch(name):
            outcome, kind, window = match.groups()
            above, _, below = (kind or "failed").partition("_")
            if above in kinds:
                pair = (f"{above}.{window}", f"{below}.{window}" if below else "")
                found.setdefault(_COLUMNS[outcome], {})[name] = pair
    return found


_AFTER = ("archigos", "gwf", "powell_thyne.events", "cline_coups")
_MAY_BE_EMPTY = ("powell_thyne.events", "cline_coups", "ucdp_acd")
_PARTS: dict[str, tuple[tuple[str, ...], Callable[[Tally, Tables, date], None]]] = {
    "breakdown": (("gwf",), _breakdown),
    "regular_exits": (("archigos", "gwf"), _regular_exits),
    "campaigns": (("navco.campaigns",), _campaigns),
    "campaign_years": (("navco.campaign_years",), _campaign_years),
    "conflict": (("gwf", "ucdp_acd"), _conflict),
    "wars": (("cow_wars", "archigos", "gwf"), _wars),
}
