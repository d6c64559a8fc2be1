"""Natural deaths and regular exits of rulers in office, by age and by type of regime.

Rates are exits a year in office. The age of a ruler in a calendar year is that year less the year
of birth; who has no known year of birth counts in no rate by age.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from interregnum.effects import Effect, Scale
from interregnum.evidence.effects.gompertz import fit, fit_draws
from interregnum.evidence.families import Family, Tables
from interregnum.evidence.findings import Facts, Findings, effect_from
from interregnum.evidence.rulers import NATURAL, last_day_of, spells
from interregnum.evidence.told import facts_of, last_year

if TYPE_CHECKING:
    import pandas as pd

AGES = ((30, 49), (50, 59), (60, 69), (70, 79), (80, 99))
YOUNGEST, OLDEST = 30, 99
GROUPS = ("personal", "party", "military", "monarchy", "other")
FIRST_TYPED = 1946
FIRST_YEAR = 1875
"""Before it the list holds only rulers who were still in office later."""
KINDS = {
    "natural_death": (NATURAL, "died a natural death in office"),
    "ill_health": (("Retired Due to Ill Health",), "retired because of ill health"),
    "regular": (("Regular",), "left office by the rules"),
}
DAYS = 365.25
CAVEAT = (
    "An association, not a cause. Ages are known to the year. A death that followed from a removal "
    "is a removal, and who retired ill may have been made to: the causes are the coders' judgement."
)


def ruler_years(rulers: pd.DataFrame) -> pd.DataFrame:
    """Return the time that each ruler spent in office in each calendar year, and how it ended.

    Parameters
    ----------
    rulers
        From :func:`interregnum.evidence.rulers.spells`, cut at the last day looked at.

    Returns
    -------
    Columns ``gw``, ``year``, ``age`` (missing where the year of birth is), ``exposure`` [years]
    and ``how`` (in the year of the exit, else empty).
    """
    import numpy as np
    import pandas as pd

    first, last = rulers["start"].dt.year, rulers["end"].dt.year
    repeats = (last - first + 1).to_numpy()
    rows = rulers.loc[rulers.index.repeat(repeats)].reset_index(drop=True)
    steps = np.arange(len(rows)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    year = rows["start"].dt.year + steps
    opening = pd.to_datetime(year.astype(str) + "-01-01")
    closing = pd.to_datetime((year + 1).astype(str) + "-01-01")
    begin, end = rows["start"].clip(lower=opening), rows["end"].clip(upper=closing)
    return pd.DataFrame(
        {
            "gw": rows["gw"],
            "year": year.astype("int64"),
            "age": year - rows["born"],
            "exposure": (end - begin).dt.days / DAYS,
            "how": rows["how"].where(rows["end"].dt.year == year, ""),
        }
    )


def with_groups(years: pd.DataFrame, regimes: pd.DataFrame) -> pd.DataFrame:
    """Return the years from 1946 on with the group of the regime on 1 January, else ``other``."""
    typed = regimes.loc[regimes["gw"].notna(), ["gw", "year", "regime_group"]]
    typed = typed.astype({"gw": "int64", "year": "int64"}).drop_duplicates(["gw", "year"])
    kept = years[years["year"] >= FIRST_TYPED].merge(typed, on=["gw", "year"], how="left")
    return kept.assign(group=kept["regime_group"].fillna("other").astype(str))


def add_rates(
    findings: Findings, cases: pd.DataFrame, facts: Facts, kind: str, words: tuple[str, str]
) -> None:
    """Add exits of one kind a year in office among some ruler-years.

    Parameters
    ----------
    findings, cases, facts
        Where it goes, from :func:`ruler_years`, and what is said of it.
    kind
        One of :data:`KINDS`.
    words
        How the name ends, and which rulers.
    """
    how, what = KINDS[kind]
    findings.rate(
        f"regular_exits.{kind}.{words[0]}",
        (cases["gw"], cases["how"].isin(how), cases["exposure"]),
        f"Rulers who {what}, a year in office, {words[1]}.",
        facts,
    )


def compute(tables: Tables, until: date, draws: int, seed: int) -> list[Effect]:
    """Return the family; see the module."""
    archigos, gwf = tables.table("archigos"), tables.table("gwf")
    years = ruler_years(spells(archigos, until))
    years = years[years["year"] >= FIRST_YEAR]
    findings = Findings(years["gw"], draws, seed)
    reached = last_day_of(archigos, until).year
    facts = facts_of([archigos], (FIRST_YEAR, reached), CAVEAT, claims=("C19",))
    for low, high in AGES:
        some = years[years["age"].between(low, high)]
        for kind in KINDS:
            words = (f"age_{low}_{high}", f"aged {low} to {high}")
            add_rates(findings, some, facts, kind, words)
    _add_gompertz(findings, years, facts)
    typed = with_groups(years, gwf.frame)
    last = last_year(until, gwf)
    facts = facts_of([archigos, gwf], (FIRST_TYPED, last), CAVEAT, claims=("C04", "C19"))
    typed = typed[typed["year"] <= last]
    for group in GROUPS:
        some = typed[typed["group"] == group]
        under = "under no autocracy" if group == "other" else f"in {group} autocracies"
        for kind in KINDS:
            add_rates(findings, some, facts, kind, (group, under))
    _add_contrasts(findings)
    return findings.effects


def _add_contrasts(findings: Findings) -> None:
    """Add each type's rate of regular exits beside that of rulers under no autocracy."""
    for group in GROUPS[:-1]:
        findings.ratio(
            f"regular_exits.regular_ratio.{group}_to_other",
            (f"regular_exits.regular.{group}", "regular_exits.regular.other"),
            f"Exits by the rules a year in office in {group} autocracies, divided by those under "
            "no autocracy.",
        )
    findings.ratio(
        "regular_exits.natural_death_ratio.age_70_79_to_50_59",
        ("regular_exits.natural_death.age_70_79", "regular_exits.natural_death.age_50_59"),
        "Natural deaths a year in office of rulers aged 70 to 79, divided by those of rulers aged "
        "50 to 59.",
    )


def _add_gompertz(findings: Findings, years: pd.DataFrame, facts: Facts) -> None:
    """Add a Gompertz law of natural death in office: its level at 60 and how fast it grows."""
    import numpy as np

    ages = np.arange(YOUNGEST, OLDEST + 1, dtype=np.float64)
    some = years[years["age"].between(YOUNGEST, OLDEST)]
    here = some["age"].to_numpy(dtype=np.float64)[:, None] == ages
    died = here & some["how"].isin(NATURAL).to_numpy()[:, None]
    deaths = findings.by_country(some["gw"], died)
    exposure = findings.by_country(some["gw"], here * some["exposure"].to_numpy()[:, None])
    level, slope = fit(ages - 60.0, deaths.sum(axis=0), exposure.sum(axis=0))
    levels, slopes = fit_draws(ages - 60.0, findings.drawn(deaths), findings.drawn(exposure))
    counts = (len(some), int(deaths.sum()))
    for end, value, drawn, words, scale in (
        (
            "rate_at_60",
            np.exp(level),
            np.exp(levels),
            "Natural deaths of rulers aged 60, a year in office",
            Scale.RATE,
        ),
        (
            "doubling",
            np.log(2.0) / slope,
            np.log(2.0) / slopes,
            "Years of age in which the rate of natural death of rulers in office doubles",
            Scale.YEARS,
        ),
        (
            "slope",
            slope,
            slopes,
            "Growth a year of age of the logarithm of the rate of natural death in office",
            Scale.NUMBER,
        ),
    ):
        definition = f"{words}, by Gompertz's law fitted to ages {YOUNGEST} to {OLDEST}."
        values = (float(value), float(value), float(value))
        name = f"regular_exits.gompertz.{end}"
        findings.add(effect_from(name, values, counts, (definition, scale), facts), drawn)


FAMILY = Family(
    name="regular_exits",
    title="Natural and regular exits",
    needs=("archigos", "gwf"),
    compute=compute,
)
